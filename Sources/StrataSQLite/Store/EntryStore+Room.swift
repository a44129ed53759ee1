extension EntryStore {
    /// Rows of all namespaces from a few random places of the table.
    func sample(_ size: Int) throws(SQLiteFailure) -> [EvictionPlan.Candidate] {
        guard let ids = try rowRange() else { return [] }
        let places = 8
        var sample: [Int64: EvictionPlan.Candidate] = [:]
        for _ in 0..<places {
            for candidate in try rows(from: Int64.random(in: ids), limit: size / places) {
                sample[candidate.id] = candidate
            }
        }
        return Array(sample.values)
    }

    /// Notes when a row was used last.
    func setAccessTime(_ time: Int64, of id: Int64) throws(SQLiteFailure) {
        let statement = try connection.prepared("UPDATE cache SET accessed_at = ?2 WHERE id = ?1 AND accessed_at < ?2")
        try statement.bind(1, id)
        try statement.bind(2, time)
        try statement.run()
    }

    /// Removes a row of any namespace.
    func remove(id: Int64) throws(SQLiteFailure) {
        let statement = try connection.prepared("DELETE FROM cache WHERE id = ?1")
        try statement.bind(1, id)
        try statement.run()
    }

    private func rowRange() throws(SQLiteFailure) -> ClosedRange<Int64>? {
        let statement = try connection.prepared("SELECT (SELECT min(id) FROM cache), (SELECT max(id) FROM cache)")
        defer { statement.reset() }
        guard try statement.step(), let first = statement.optionalInteger(0) else { return nil }
        return first...max(first, statement.integer(1))
    }

    /// The next rows from `id` on.
    private func rows(from id: Int64, limit: Int) throws(SQLiteFailure) -> [EvictionPlan.Candidate] {
        let statement = try connection.prepared(
            """
            SELECT id, accessed_at, expires_at, lease_until, coalesce(length(value), 0) + coalesce(length(plain_key), 0)
            FROM cache WHERE id >= ?1 ORDER BY id LIMIT ?2
            """
        )
        defer { statement.reset() }
        try statement.bind(1, id)
        try statement.bind(2, Int64(limit))
        var rows: [EvictionPlan.Candidate] = []
        while try statement.step() {
            rows.append(
                EvictionPlan.Candidate(
                    id: statement.integer(0),
                    accessedAt: statement.integer(1),
                    expiresAt: statement.optionalInteger(2),
                    leaseUntil: statement.optionalInteger(3),
                    weight: Int(statement.integer(4)) + EntryWrite.overhead
                )
            )
        }
        return rows
    }
}
