import StrataCore

/// The statements of one namespace on one connection.
///
/// Every method is one step of a transaction that the caller has opened, or one of its own where there is none. Not safe for
/// use by two threads at once, as its connection is not.
final class EntryStore {
    let connection: Connection
    /// The number of this cache's namespace; nil where the file is read-only and has no such namespace.
    let namespace: Int64?
    private let clock: any CacheClock

    init(_ connection: Connection, namespace: Int64?, clock: any CacheClock) {
        self.connection = connection
        self.namespace = namespace
        self.clock = clock
    }

    /// Milliseconds since 1970.
    var now: Int64 { clock.milliseconds() }

    /// A number that stands for the namespace in statements; of a missing one there are no rows.
    var namespaceNumber: Int64 { namespace ?? -1 }

    /// What the table holds under `key`, live or not.
    func row(_ key: StoredKey) throws(SQLiteFailure) -> Row? {
        let statement = try connection.prepared(
            """
            SELECT id, expires_at, lease_until, lease_token, tags, value
            FROM cache WHERE namespace = ?1 AND key = ?2
            """
        )
        defer { statement.reset() }
        try statement.bind(1, namespaceNumber)
        return try statement.withBound(2, key.indexed) { () throws(SQLiteFailure) -> Row? in
            guard try statement.step() else { return nil }
            return Row(
                id: statement.integer(0),
                expiresAt: statement.optionalInteger(1),
                leaseUntil: statement.optionalInteger(2),
                leaseToken: statement.optionalBytes(3),
                tags: statement.optionalBytes(4),
                value: statement.optionalBytes(5)
            )
        }
    }

    /// The entry under `key` if it is there.
    func entry(_ key: StoredKey, at now: Int64) throws(SQLiteFailure) -> Entry? {
        guard let row = try row(key) else { return nil }
        return try entry(of: row, at: now)
    }

    /// The entry of `row` if it is live and its tags have the versions that it was stored under.
    func entry(of row: Row, at now: Int64) throws(SQLiteFailure) -> Entry? {
        guard row.isLive(at: now), let value = row.value else { return nil }
        var stamp: TagStamp?
        if let tags = row.tags {
            guard let read = TagStamp(stored: tags), try isCurrent(read) else { return nil }
            stamp = read
        }
        return Entry(id: row.id, value: value, expiresAt: row.expiresAt, tags: stamp, readAt: now)
    }

    /// Whether there is an entry under `key`, without reading its value.
    func hasEntry(_ key: StoredKey, at now: Int64) throws(SQLiteFailure) -> Bool {
        let statement = try connection.prepared(
            """
            SELECT tags FROM cache
            WHERE namespace = ?1 AND key = ?2 AND value IS NOT NULL AND (expires_at IS NULL OR expires_at > ?3)
            """
        )
        defer { statement.reset() }
        try statement.bind(1, namespaceNumber)
        try statement.bind(2, key.indexed)
        try statement.bind(3, now)
        guard try statement.step() else { return false }
        guard let tags = statement.optionalBytes(0) else { return true }
        return try isCurrent(storedTags: tags)
    }

    /// Stores an entry, whatever was there, and voids the lease.
    func write(_ entry: EntryWrite, tags: TagStamp? = nil, at now: Int64) throws(SQLiteFailure) {
        let statement = try connection.prepared(
            """
            INSERT INTO cache (namespace, key, expires_at, accessed_at, tags, plain_key, value)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (namespace, key) DO UPDATE SET
                expires_at = excluded.expires_at, accessed_at = excluded.accessed_at, lease_until = NULL,
                lease_token = NULL, tags = excluded.tags, value = excluded.value
            """
        )
        try statement.bind(1, namespaceNumber)
        try statement.bind(3, entry.expiresAt(now))
        try statement.bind(4, now)
        try statement.bind(5, tags?.stored)
        try statement.bind(6, entry.key.plain)
        try statement.withBound(2, entry.key.indexed) { () throws(SQLiteFailure) in
            try statement.withBound(7, entry.value) { () throws(SQLiteFailure) in try statement.run() }
        }
    }

    /// Removes entry and lease.
    ///
    /// - Returns: How many rows that were.
    @discardableResult
    func remove(_ key: StoredKey) throws(SQLiteFailure) -> Int {
        try remove(indexedKey: key.indexed)
    }

    /// Removes entry and lease.
    ///
    /// - Returns: How many rows that were.
    @discardableResult
    func remove(indexedKey: [UInt8]) throws(SQLiteFailure) -> Int {
        let statement = try connection.prepared("DELETE FROM cache WHERE namespace = ?1 AND key = ?2")
        try statement.bind(1, namespaceNumber)
        try statement.bind(2, indexedKey)
        try statement.run()
        return connection.changes
    }

    /// Gives a row a new expiration.
    func setExpiration(_ expiresAt: Int64?, of id: Int64) throws(SQLiteFailure) {
        let statement = try connection.prepared("UPDATE cache SET expires_at = ?2 WHERE id = ?1")
        try statement.bind(1, id)
        try statement.bind(2, expiresAt)
        try statement.run()
    }
}
