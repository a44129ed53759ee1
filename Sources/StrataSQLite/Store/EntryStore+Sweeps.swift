import StrataCore

extension EntryStore {
    /// The greatest row number in the file; what is written from now on may have a greater one.
    func lastRow() throws(SQLiteFailure) -> Int64 {
        let statement = try connection.prepared("SELECT coalesce(max(id), 0) FROM cache")
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : 0
    }

    /// Removes rows of the namespace, live or not, up to a row number.
    ///
    /// - Returns: How many were removed; fewer than `limit` when none is left.
    func clear(upTo last: Int64, limit: Int) throws(SQLiteFailure) -> Int {
        let statement = try connection.prepared(
            """
            DELETE FROM cache WHERE id IN
                (SELECT id FROM cache WHERE namespace = ?1 AND id <= ?2 LIMIT ?3)
            """
        )
        try statement.bind(1, namespaceNumber)
        try statement.bind(2, last)
        try statement.bind(3, Int64(limit))
        try statement.run()
        return connection.changes
    }

    /// Removes rows, of all namespaces, whose entries have expired, the oldest first. Leases that last are spared.
    ///
    /// - Returns: How many were removed; fewer than `limit` when none is left.
    func sweep(at now: Int64, limit: Int) throws(SQLiteFailure) -> Int {
        let statement = try connection.prepared(
            """
            DELETE FROM cache WHERE id IN
                (SELECT id FROM cache WHERE expires_at <= ?1 AND (lease_until IS NULL OR lease_until <= ?1)
                ORDER BY expires_at LIMIT ?2)
            """
        )
        try statement.bind(1, now)
        try statement.bind(2, Int64(limit))
        try statement.run()
        return connection.changes
    }

    /// How many rows the namespace has; nil when there are more than `limit`.
    func count(upTo limit: Int) throws(SQLiteFailure) -> Int? {
        let statement = try connection.prepared(
            """
            SELECT count(*) FROM
                (SELECT 1 FROM cache WHERE namespace = ?1 AND value IS NOT NULL LIMIT ?2)
            """
        )
        defer { statement.reset() }
        try statement.bind(1, namespaceNumber)
        try statement.bind(2, Int64(limit) + 1)
        guard try statement.step() else { return nil }
        let count = Int(statement.integer(0))
        return count > limit ? nil : count
    }

    /// What the file holds and what of it is in use.
    func size() throws(SQLiteFailure) -> FileSize {
        FileSize(
            pageSize: Int(try pragma("PRAGMA page_size")),
            pages: Int(try pragma("PRAGMA page_count")),
            freePages: Int(try pragma("PRAGMA freelist_count"))
        )
    }

    private func pragma(_ sql: StaticString) throws(SQLiteFailure) -> Int64 {
        let statement = try connection.prepared(sql)
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : 0
    }
}
