public import StrataCore
import StrataSupport

extension SQLiteCache: AsyncCache {
    /// The value of `key`, or nil when there is none or it has expired. See ``AsyncCache/get(_:as:)``.
    public nonisolated func get<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> Value? {
        let stored = try StoredKey(key)
        let entry = try await read { store in try store.entry(stored, at: store.now) }
        noteRead(entry)
        guard let entry else { return nil }
        return try decode(type, entry)
    }

    /// Stores `value` under `key`, replacing value and expiration. See ``AsyncCache/set(_:to:expires:)``.
    ///
    /// - Throws: Also ``CacheError/Code/valueTooLarge``, ``CacheError/Code/storageFull``, ``CacheError/Code/readOnly`` and
    ///   ``CacheError/Code/busy``.
    public nonisolated func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) {
        let write = try encode(CacheEntry(key, value, expires: expires))
        try await perform(.write, weight: write.weight) { store in try store.write(write, at: store.now) }
        counters.countWrites()
    }

    /// Removes `key`. A missing key is not an error.
    public nonisolated func remove(_ key: CacheKey) async throws(CacheError) {
        let stored = try StoredKey(key)
        let removed = try await perform(.write) { store in try store.remove(stored) }
        counters.countRemovals(removed)
    }

    /// Whether there is an entry under `key` that has not expired.
    public nonisolated func exists(_ key: CacheKey) async throws(CacheError) -> Bool {
        let stored = try StoredKey(key)
        return try await read { store in try store.hasEntry(stored, at: store.now) }
    }

    /// Removes every entry of this cache's namespace and nothing else, a thousand at a time. See ``AsyncCache/clear()``.
    public nonisolated func clear() async throws(CacheError) {
        let last = try await perform(.read) { store in try store.lastRow() }
        while try await perform(.write, { store in try store.clear(upTo: last, limit: Self.batch) }) == Self.batch {}
        try await giveBackSpace()
    }

    /// The values of those of `keys` that are there, all of one moment.
    public nonisolated func getMany<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Value] {
        let stored = try storedKeys(keys)
        guard !keys.isEmpty else { return [:] }
        let entries = try await perform(.read) { store in
            let now = store.now
            return try stored.map { key in try store.entry(key, at: now) }
        }
        var found: [CacheKey: Value] = [:]
        for (key, entry) in zip(keys, entries) {
            noteRead(entry)
            if let entry, found[key] == nil { found[key] = try decode(type, entry) }
        }
        return found
    }

    /// Stores all `entries` in one transaction, so that all or none of them are stored.
    public nonisolated func setMany<Value: CacheValue>(_ entries: [CacheEntry<Value>]) async throws(CacheError) {
        guard !entries.isEmpty else { return try await ensureOpen() }
        var writes: [EntryWrite] = []
        writes.reserveCapacity(entries.count)
        for entry in entries { writes.append(try encode(entry)) }
        let encoded = writes
        try await perform(.compoundWrite, weight: encoded.reduce(0) { $0 + $1.weight }) { store in
            let now = store.now
            for write in encoded { try store.write(write, at: now) }
        }
        counters.countWrites(entries.count)
    }

    /// Removes all `keys` in one transaction. Missing keys are not an error.
    public nonisolated func removeMany(_ keys: [CacheKey]) async throws(CacheError) {
        let stored = try storedKeys(keys)
        guard !keys.isEmpty else { return try await ensureOpen() }
        let removed = try await perform(.compoundWrite) { store in
            try stored.reduce(0) { sum, key in sum + (try store.remove(key)) }
        }
        counters.countRemovals(removed)
    }
}
