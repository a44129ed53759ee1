public import StrataCore
import StrataSupport
import Synchronization

/// A cache in an SQLite file, shared by any number of processes.
///
/// Entries outlive the process. One file serves several caches under namespaces of their own. The file is bounded: what was
/// used least recently goes first. Expirations follow the wall clock; when that jumps, entries expire early or late.
///
/// Blocking calls run on a thread of the cache's own. Writes that wait at the same time share one transaction, and each
/// caller is answered when that is committed. Short reads run on the caller's thread through a few connections that only
/// read.
///
/// The file is never replaced: one that is damaged or belongs to something else is refused with
/// ``CacheError/Code/corrupted``, one of a newer schema with ``CacheError/Code/schemaMismatch``. A file or directory that
/// cannot be written serves reads; writes are ``CacheError/Code/readOnly``. It must not lie on a network file system, where
/// SQLite's locks and its log do not work.
public actor SQLiteCache {
    /// How long an entry lives when the caller does not say.
    public nonisolated let defaultExpiration: Expiration

    nonisolated let configuration: Configuration
    nonisolated let counters = OperationCounters()
    nonisolated let line: Mutex<WaitingLine>
    nonisolated let executor: BlockingExecutor
    nonisolated let readers = ReaderPool()
    nonisolated let time = MonotonicClock()
    nonisolated let room: RoomKeeper
    /// The row that the last sweep for expired ones ended at.
    nonisolated let sweepPosition = Atomic<Int64>(0)
    /// nil before the file was opened and after it was closed.
    var store: EntryStore?

    /// Opens a cache, making the file where there is none.
    ///
    /// - Parameters:
    ///   - path: Where the file is. Its directory must exist.
    ///   - configuration: How the cache behaves.
    /// - Throws: ``CacheError/Code/corrupted`` for a file that is damaged or not of a cache, ``CacheError/Code/schemaMismatch``
    ///   for one of a newer schema, ``CacheError/Code/unavailable`` or ``CacheError/Code/permissionDenied`` when it cannot be
    ///   opened, ``CacheError/Code/busy`` when another process holds it, ``CacheError/Code/invalidConfiguration``.
    public init(path: String, configuration: Configuration = Configuration()) async throws(CacheError) {
        try configuration.validate()
        self.configuration = configuration
        defaultExpiration = configuration.defaultExpiration
        line = Mutex(WaitingLine(capacity: configuration.maximumWaiting))
        room = RoomKeeper(bound: configuration.maximumBytes, counters: counters)
        executor = try BlockingExecutor()
        try await openFile(path)
    }

    /// The cache's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    private func openFile(_ path: String) async throws(CacheError) {
        do {
            let keeper = SchemaKeeper(path: path, configuration: configuration)
            let connection = try keeper.open()
            store = EntryStore(
                connection,
                namespace: try keeper.namespace(on: connection),
                clock: configuration.clock
            )
            connection.waitForLocks(milliseconds: 0)
            try openReaders(keeper)
        } catch {
            throw CacheError(sqlite: error)
        }
    }

    private func openReaders(_ keeper: SchemaKeeper) throws {
        guard let store, !store.connection.isReadOnly else { return }
        for _ in 0..<configuration.readers {
            let connection = try keeper.openReader()
            connection.waitForLocks(milliseconds: 0)
            readers.add(Reader(EntryStore(connection, namespace: store.namespace, clock: configuration.clock)))
        }
    }
}
