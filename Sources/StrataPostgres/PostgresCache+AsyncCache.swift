public import StrataCore
import StrataSupport

extension PostgresCache: AsyncCache {
    /// The value of `key`, or nil when there is none or it has expired. See ``AsyncCache/get(_:as:)``.
    public nonisolated func get<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> Value? {
        let row = try await row(.fetch(KeyDigest(key)))
        counters.countRead(found: row != nil)
        guard let row else { return nil }
        return try decode(type, row)
    }

    /// Stores `value` under `key`, replacing value and expiration. See ``AsyncCache/set(_:to:expires:)``.
    ///
    /// - Throws: Also ``CacheError/Code/valueTooLarge`` for a value beyond what `jsonb` takes,
    ///   ``CacheError/Code/readOnly`` on a replica and ``CacheError/Code/storageFull``.
    public nonisolated func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) {
        _ = try await perform(.write(try encode(CacheEntry(key, value, expires: expires))))
        counters.countWrites()
    }

    /// Removes `key`. A missing key is not an error.
    public nonisolated func remove(_ key: CacheKey) async throws(CacheError) {
        if let row = try await row(.remove(KeyDigest(key))), row.boolean(1) { counters.countRemovals(1) }
    }

    /// Whether there is an entry under `key` that has not expired.
    public nonisolated func exists(_ key: CacheKey) async throws(CacheError) -> Bool {
        try await row(.probe(KeyDigest(key))) != nil
    }

    /// Removes every entry of this table, a thousand at a time. See ``AsyncCache/clear()``.
    public nonisolated func clear() async throws(CacheError) {
        let last = try await run(Statement(.lastRow)).first?.first?.integer(0)
        var after: Parameter = .bytes([])
        while true {
            let statement = Statement(.clear, [after, .integer(last), .integer(Int64(Self.batch))])
            let removed = try await run(statement).first?.rows.compactMap { $0.bytes(0) } ?? []
            guard removed.count == Self.batch, let greatest = removed.max(by: { $0.lexicographicallyPrecedes($1) })
            else {
                return
            }
            after = .bytes(greatest)
        }
    }

    /// The values of those of `keys` that are there, all of one moment.
    public nonisolated func getMany<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Value] {
        guard !keys.isEmpty else {
            try await ensureOpen()
            return [:]
        }
        let pairs = try digests(keys)
        let statement = Statement(.fetch, [.digests(pairs.map(\.digest))])
        let rows = try await run(statement).first?.rowsByKey() ?? [:]
        var found: [CacheKey: Value] = [:]
        found.reserveCapacity(rows.count)
        for (key, digest) in pairs {
            let row = rows[digest]
            counters.countRead(found: row != nil)
            if let row { found[key] = try decode(type, row) }
        }
        return found
    }

    /// Stores all `entries` in one transaction, so that all or none of them are stored.
    public nonisolated func setMany<Value: CacheValue>(_ entries: [CacheEntry<Value>]) async throws(CacheError) {
        for entry in entries { try entry.validate() }
        guard !entries.isEmpty else { return try await ensureOpen() }
        var rows: [RowWrite] = []
        rows.reserveCapacity(entries.count)
        for entry in entries { rows.append(try encode(entry)) }
        _ = try await perform(.script(Script(Batch.writing(rows))))
        counters.countWrites(entries.count)
    }

    /// Removes all `keys` in one transaction. Missing keys are not an error.
    public nonisolated func removeMany(_ keys: [CacheKey]) async throws(CacheError) {
        let digests = try distinct(keys).map(\.stored.digest)
        guard !keys.isEmpty else { return try await ensureOpen() }
        let removed = try await run(Statement(.remove, [.digests(digests)])).first?.rows ?? []
        counters.countRemovals(removed.count { $0.boolean(1) })
    }

    /// How many rows one transaction of a sweep takes.
    static let batch = 1000
}
