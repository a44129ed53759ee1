public import StrataCore

extension PostgresCache {
    /// How a cache in PostgreSQL behaves. Every part has a default.
    public struct Configuration: Sendable {
        /// The table of the entries, of 1 to 40 bytes. Any name is fine; its tags and its fencing numbers are kept under it
        /// with `_tags` and `_fences` behind. `cache` by default.
        public var table = "cache"

        /// The schema that the table is in; nil for the first of the search path that has it. nil by default.
        public var schema: String?

        /// How values become bytes. What ``/StrataCore/JSONCodec`` writes is stored as JSON, which is the default; what
        /// other codecs write as base64.
        public var codec: any CacheCodec = JSONCodec()

        /// How long an entry lives when the caller does not say. 300 seconds.
        public var defaultExpiration: Expiration = .seconds(300)

        /// How many connections the cache keeps. 4 by default, at most 64. Each has a thread.
        public var connections = 4

        /// How long an operation may take before it fails with ``CacheError/Code/deadlineExceeded``; the server is told to give
        /// a statement up at the same time. 5 seconds.
        public var deadline: Duration = .seconds(5)

        /// How long connecting may take. 3 seconds, and never longer than ``deadline``.
        public var connectTimeout: Duration = .seconds(3)

        /// How many operations may wait at once; more fail with ``CacheError/Code/overloaded``. 100,000.
        public var maximumWaiting = 100_000

        /// Whether keys are stored readable beside their hashes. True by default. Without them keys cannot be listed or
        /// removed by pattern, which is ``CacheError/Code/unsupported`` then.
        public var storesPlainKeys = true

        /// Whether the URL leads to a pooler, such as pgbouncer in transaction mode, where no session lasts: nothing is
        /// prepared and nothing is set on the session. False by default.
        public var isPooled = false

        /// Where the server itself is, when the URL leads to a pooler: for migrations and for listening, which need a session.
        /// nil for the URL itself.
        public var directURL: String?

        /// Whether missing migrations are applied when the cache opens, under a lock. False by default: that is for tests and
        /// small set-ups, since the role must own the table.
        public var migrates = false

        /// A configuration of defaults.
        public init() {}
    }
}

extension PostgresCache.Configuration {
    /// The longest name of a table, in bytes, that leaves room for what is put behind it.
    private static let longestName = 40

    /// Refuses what is out of range.
    func validate() throws(CacheError) {
        let names = [table] + (schema.map { [$0] } ?? [])
        let problem: String? =
            if !(1...Self.longestName).contains(table.utf8.count) {
                "the table's name must have 1 to \(Self.longestName) bytes"
            } else if !names.allSatisfy({ !$0.utf8.isEmpty && $0.utf8.count < 64 && !$0.utf8.contains(0) }) {
                "the schema's name must have 1 to 63 bytes, and no name a NUL"
            } else if deadline < .milliseconds(1) || connectTimeout < .milliseconds(1) || deadline > .seconds(86_400) {
                "the deadline and connectTimeout must be between a millisecond and a day"
            } else if !(1...64).contains(connections) {
                "connections must be between 1 and 64"
            } else if maximumWaiting < 1 {
                "maximumWaiting must be at least 1"
            } else {
                nil
            }
        if let problem { throw CacheError(.invalidConfiguration, backend: "postgres", message: problem) }
    }

    /// What the connections' threads must know.
    func laneSettings(url: String) -> LaneSettings {
        let patience = deadline.saturatedNanoseconds
        let target = ConnectionTarget(
            url: url,
            isPooled: isPooled,
            patience: min(connectTimeout.saturatedNanoseconds, patience),
            statementTimeout: max(1, patience / 1_000_000)
        )
        return LaneSettings(target: target, schema: schema, table: table, patience: patience)
    }

    /// What the listening thread must know: the same, past the pooler.
    func listenerSettings(url: String) -> LaneSettings {
        guard let directURL else { return laneSettings(url: url) }
        var direct = self
        direct.isPooled = false
        return direct.laneSettings(url: directURL)
    }
}
