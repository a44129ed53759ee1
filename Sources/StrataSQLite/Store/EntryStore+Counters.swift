extension EntryStore {
    /// Gives an entry another value; its expiration and its tags stay, its lease is voided.
    func replaceValue(_ value: [UInt8], of id: Int64, at now: Int64) throws(SQLiteFailure) {
        let statement = try connection.prepared(
            """
            UPDATE cache SET value = ?2, accessed_at = ?3, lease_until = NULL, lease_token = NULL WHERE id = ?1
            """
        )
        try statement.bind(1, id)
        try statement.bind(2, value)
        try statement.bind(3, now)
        try statement.run()
    }

    /// A number greater than every one before it in this file.
    func nextFencingNumber(at now: Int64) throws(SQLiteFailure) -> UInt64 {
        let statement = try connection.prepared(
            """
            INSERT INTO sequences (name, value) VALUES (CAST('fencing' AS BLOB), max(?1, 1))
            ON CONFLICT (name) DO UPDATE SET value = max(value + 1, excluded.value)
            RETURNING value
            """
        )
        defer { statement.reset() }
        try statement.bind(1, now.multipliedReportingOverflow(by: 1000).partialValue)
        var number: Int64 = 0
        while try statement.step() { number = statement.integer(0) }
        return UInt64(clamping: number)
    }
}
