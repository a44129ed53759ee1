import StrataCore

extension EntryStore {
    /// A key that a scan came by.
    struct Scanned: Sendable {
        let indexed: [UInt8]
        let key: CacheKey
        let isLive: Bool
    }

    /// The next keys of the index, whatever they are like.
    func page(
        from position: KeyRange.Position,
        limit: Int,
        at now: Int64
    ) throws(SQLiteFailure) -> [Scanned] {
        let statement = try connection.prepared(
            """
            SELECT key, plain_key, tags, value IS NOT NULL AND (expires_at IS NULL OR expires_at > ?5) FROM cache
            WHERE namespace = ?1 AND key >= ?2 AND (?3 OR key > ?2) AND key < ?4
            ORDER BY key LIMIT ?6
            """
        )
        defer { statement.reset() }
        try statement.bind(1, namespaceNumber)
        try statement.bind(2, position.key)
        try statement.bind(3, position.isIncluded ? 1 : 0)
        try statement.bind(4, position.end)
        try statement.bind(5, now)
        try statement.bind(6, Int64(limit))
        var page: [Scanned] = []
        while try statement.step() {
            let indexed = statement.bytes(0)
            let key = StoredKey.key(indexed: indexed, plain: statement.optionalBytes(1))
            var isLive = statement.integer(3) != 0
            if isLive, let tags = statement.optionalBytes(2) { isLive = try isCurrent(storedTags: tags) }
            page.append(Scanned(indexed: indexed, key: key, isLive: isLive))
        }
        return page
    }

    /// Removes the rows of a page whose keys match, leases included.
    ///
    /// - Returns: How many of them were entries that are there.
    func remove(_ page: [Scanned], matching pattern: GlobPattern) throws(SQLiteFailure) -> Int {
        var removed = 0
        for scanned in page where pattern.matches(scanned.key) {
            try remove(indexedKey: scanned.indexed)
            if scanned.isLive { removed += 1 }
        }
        return removed
    }
}
