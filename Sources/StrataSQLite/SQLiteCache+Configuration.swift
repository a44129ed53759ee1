public import StrataCore

extension SQLiteCache {
    /// How a cache in a file behaves. Every part has a default.
    public struct Configuration: Sendable {
        /// How hard a commit is pressed into the disk: SQLite's `PRAGMA synchronous`.
        public enum Synchronization: String, Hashable, Sendable {
            /// Left to the system. A power failure may damage the file.
            case off = "OFF"
            /// A killed process loses nothing; a power failure may take back the last commits and damages nothing.
            case normal = "NORMAL"
            /// Nor does a power failure take anything back. Each commit waits for the disk.
            case full = "FULL"
        }

        /// Keeps the entries of several caches in one file apart. Caches of one namespace share their entries; no namespace
        /// contains another. Empty by default, which is a namespace like any other.
        public var namespace = ""

        /// How values become bytes. JSON by default, raw bytes for `Data` and `[UInt8]`.
        public var codec: any CacheCodec = JSONCodec()

        /// How long an entry lives when the caller does not say. 300 seconds.
        public var defaultExpiration: Expiration = .seconds(300)

        /// How many bytes the file's pages in use may take, all namespaces together; nil for no bound. 1 GiB by default, at
        /// least 1 MiB.
        ///
        /// A write that passes the bound evicts what was used least recently, approximately. A value of more than half of
        /// it is refused with ``CacheError/Code/valueTooLarge``. The write-ahead log beside the file takes some megabytes.
        public var maximumBytes: Int? = 1 << 30

        /// How hard a commit is pressed into the disk.
        public var synchronization: Synchronization = .normal

        /// How long an operation may wait, in the queue and for locks, before it fails with
        /// ``CacheError/Code/deadlineExceeded``. 5 seconds. A call of the system that hangs is not interrupted.
        public var deadline: Duration = .seconds(5)

        /// How long an operation may wait for a lock of another process before it fails with ``CacheError/Code/busy``.
        /// 2 seconds.
        public var lockTimeout: Duration = .seconds(2)

        /// How many operations may wait at once; more fail with ``CacheError/Code/overloaded``. 100,000.
        public var maximumWaiting = 100_000

        /// How many connections serve short reads on the threads of their callers, without a turn of the cache's own thread.
        /// 0 sends every read to that thread. 2 by default, at most 64.
        public var readers = 2

        /// How much memory each connection (the cache's own and each of the readers) may keep pages in, in bytes. 16 MiB, at
        /// least 64 KiB. It is taken as pages are read.
        public var pageCacheBytes = 16 << 20

        /// Whether a file of an older schema is migrated when it is opened. True by default; otherwise such a file is refused
        /// with ``CacheError/Code/schemaMismatch``, whose message names the file to apply.
        public var migratesSchema = true

        /// What tells when an entry expires. The wall clock by default, which all processes on the file must share.
        public var clock: any CacheClock = WallClock()

        /// A configuration of defaults.
        public init() {}

        /// Refuses what is out of range.
        func validate() throws(CacheError) {
            let problem: String? =
                if let maximumBytes, maximumBytes < 1 << 20 {
                    "maximumBytes must be at least 1 MiB"
                } else if deadline <= .zero || lockTimeout < .zero {
                    "the deadline must be longer than zero, and lockTimeout not negative"
                } else if maximumWaiting < 1 {
                    "maximumWaiting must be at least 1"
                } else if pageCacheBytes < 1 << 16 {
                    "pageCacheBytes must be at least 64 KiB"
                } else if !(0...64).contains(readers) {
                    "readers must be between 0 and 64"
                } else {
                    nil
                }
            if let problem { throw CacheError(.invalidConfiguration, backend: "sqlite", message: problem) }
        }
    }
}
