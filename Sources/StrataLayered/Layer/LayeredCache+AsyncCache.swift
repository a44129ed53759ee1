public import StrataCore

extension LayeredCache: AsyncCache {
    /// The value of `key` from memory, or from the second level, which then is copied to memory.
    public func get<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) async throws(CacheError) -> Value? {
        if let copy = try first.entry(key, as: type), isFresh(copy) {
            report(.hit, key)
            return copy.value
        }
        let promotion = first.begin(key, for: .seconds(60))
        do throws(CacheError) {
            guard let entry = try await valid(try await second.entry(key, as: type)), isFresh(entry) else {
                first.end(promotion, of: key)
                report(.miss, key)
                return nil
            }
            first.promote(key, entry, under: promotion)
            report(.hit, key)
            return entry.value
        } catch {
            first.end(promotion, of: key)
            throw error
        }
    }

    /// Stores `value` in the second level, then in memory, then tells the other nodes.
    public func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) {
        try await set(key, to: value, expires: expires, tags: [])
    }

    /// Removes `key` from the second level, then from memory, then tells the other nodes.
    public func remove(_ key: CacheKey) async throws(CacheError) {
        try await removeMany([key])
    }

    /// Whether there is a fresh value under `key`.
    public func exists(_ key: CacheKey) async throws(CacheError) -> Bool {
        try key.validate()
        do throws(CacheError) {
            return try await fetch([key], as: IgnoredValue.self)[key] != nil
        } catch {
            guard error.code == .decodingFailed else { throw error }
            return try await second.exists(key)
        }
    }

    /// Voids everything at once, on all nodes, and every load that is under way.
    ///
    /// What was put into a second level with tags or counters past this layer carries no version and stays: clear the second
    /// level itself for that.
    public func clear() async throws(CacheError) {
        await flights.forgetAll()
        await renewals.forgetAll()
        if sharesTags {
            try await tags.advance([ReservedTags.any, ReservedTags.everything])
        } else {
            try await second.clear()
        }
        first.invalidateAll()
        await node?.announce([.everything])
        report(.removal, nil)
    }

    /// The values of those of `keys` that are there: from memory, and in one trip from the second level.
    public func getMany<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Value] {
        var values: [CacheKey: Value] = [:]
        var missing: [CacheKey] = []
        for key in Set(keys) {
            if let copy = try first.entry(key, as: type), isFresh(copy) {
                values[key] = copy.value
            } else {
                missing.append(key)
            }
        }
        guard !missing.isEmpty else { return values }
        let promotions = missing.map { ($0, first.begin($0, for: .seconds(60))) }
        defer { for (key, promotion) in promotions { first.end(promotion, of: key) } }
        let found = try await fetch(missing, as: type)
        for (key, promotion) in promotions {
            guard let entry = found[key] else { continue }
            values[key] = entry.value
            first.promote(key, entry, under: promotion)
        }
        return values
    }

    /// Stores all `entries` in the second level, then in memory, then tells the other nodes.
    public func setMany<Value: CacheValue>(_ entries: [CacheEntry<Value>]) async throws(CacheError) {
        try await write(entries, tags: [])
    }

    /// Removes all `keys` from the second level, then from memory, then tells the other nodes.
    public func removeMany(_ keys: [CacheKey]) async throws(CacheError) {
        for key in keys { try key.validate() }
        for key in keys { await forgetLoads(of: key) }
        // Memory lets go of its copies whatever becomes of the second level: the caller wants them gone.
        defer { for key in keys { first.invalidate(key) } }
        try await second.remove(keys)
        for key in keys { first.invalidate(key) }
        await node?.announce(keys.map { .key($0) })
        report(.removal, keys.count == 1 ? keys[0] : nil, count: keys.count)
    }
}
