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

    /// Looks for rows, of all namespaces, that have expired, among the next `limit` rows behind `id`.
    func expired(after id: Int64, visiting limit: Int, at now: Int64) throws(SQLiteFailure) -> SweepSlice {
        let statement = try connection.prepared(
            """
            SELECT id, expires_at <= ?3 AND (lease_until IS NULL OR lease_until <= ?3)
            FROM cache WHERE id > ?1 ORDER BY id LIMIT ?2
            """
        )
        defer { statement.reset() }
        try statement.bind(1, id)
        try statement.bind(2, Int64(limit))
        try statement.bind(3, now)
        var slice = SweepSlice()
        while try statement.step() {
            slice.last = statement.integer(0)
            if statement.integer(1) != 0 { slice.expired.append(statement.integer(0)) }
        }
        return slice
    }

    /// Removes those of some rows that have expired.
    ///
    /// - Returns: How many were removed.
    func removeExpired(_ ids: [Int64], at now: Int64) throws(SQLiteFailure) -> Int {
        let statement = try connection.prepared(
            "DELETE FROM cache WHERE id = ?1 AND expires_at <= ?2 AND (lease_until IS NULL OR lease_until <= ?2)"
        )
        var removed = 0
        for id in ids {
            try statement.bind(1, id)
            try statement.bind(2, now)
            try statement.run()
            removed += connection.changes
        }
        return removed
    }

    /// Moves free pages to the end of the file and cuts them off.
    func giveBack(pages: Int) throws(SQLiteFailure) {
        try connection.execute("PRAGMA incremental_vacuum(\(pages))")
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
