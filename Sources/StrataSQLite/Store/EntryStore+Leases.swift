extension EntryStore {
    /// The entry, or the lease, or how long another has it. With `refreshing` the entry is no answer, and stays.
    func lease(_ request: LeaseRequest, refreshing: Bool, at now: Int64) throws(SQLiteFailure) -> LeaseAnswer {
        let row = try row(request.key)
        var isLive = false
        if let row, let entry = try entry(of: row, at: now) {
            guard refreshing else { return .entry(entry) }
            isLive = true
        }
        if let remaining = row?.leaseRemaining(at: now) { return .busy(remaining) }
        let until = EntryWrite.expiration(now, plus: request.duration)
        if let row, isLive {
            try mark(row.id, until: until, token: request.token)
        } else {
            try reserve(request, until: until, at: now)
        }
        return .granted(request.token)
    }

    /// Stores a value if its lease lasts and its tags are as they were.
    func fill(_ fill: PreparedFill, at now: Int64) throws(SQLiteFailure) -> Bool {
        guard let row = try row(fill.write.key), row.leaseRemaining(at: now) != nil, row.leaseToken == fill.token,
            try isCurrent(fill.tags)
        else { return false }
        try write(fill.write, tags: fill.tags, at: now)
        return true
    }

    /// Ends a lease; what is only a lease goes altogether.
    func release(_ key: StoredKey, token: [UInt8]) throws(SQLiteFailure) {
        guard let row = try row(key), row.leaseToken == token else { return }
        if row.value == nil {
            try remove(key)
        } else {
            try mark(row.id, until: nil, token: nil)
        }
    }

    /// Puts a lease on a row whose entry stays, or takes it off.
    private func mark(_ id: Int64, until: Int64?, token: [UInt8]?) throws(SQLiteFailure) {
        let statement = try connection.prepared("UPDATE cache SET lease_until = ?2, lease_token = ?3 WHERE id = ?1")
        try statement.bind(1, id)
        try statement.bind(2, until)
        try statement.bind(3, token)
        try statement.run()
    }

    /// Makes a row that is only a lease. It expires with the lease.
    private func reserve(_ request: LeaseRequest, until: Int64?, at now: Int64) throws(SQLiteFailure) {
        let statement = try connection.prepared(
            """
            INSERT INTO cache (namespace, key, expires_at, accessed_at, lease_until, lease_token, plain_key)
            VALUES (?1, ?2, ?3, ?4, ?3, ?5, ?6)
            ON CONFLICT (namespace, key) DO UPDATE SET
                expires_at = excluded.expires_at, accessed_at = excluded.accessed_at,
                lease_until = excluded.lease_until, lease_token = excluded.lease_token, tags = NULL, value = NULL
            """
        )
        try statement.bind(1, namespaceNumber)
        try statement.bind(2, request.key.indexed)
        try statement.bind(3, until)
        try statement.bind(4, now)
        try statement.bind(5, request.token)
        try statement.bind(6, request.key.plain)
        try statement.run()
    }
}
