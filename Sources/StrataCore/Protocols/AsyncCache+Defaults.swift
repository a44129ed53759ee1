extension AsyncCache {
    /// 300 seconds.
    public var defaultExpiration: Expiration { .seconds(300) }

    /// Calls ``AsyncCache/get(_:as:)`` for each of `keys`, one after another.
    public func getMany<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Value] {
        var found: [CacheKey: Value] = [:]
        for key in keys where found[key] == nil {
            if let value = try await get(key, as: type) { found[key] = value }
        }
        return found
    }

    /// Calls ``AsyncCache/set(_:to:expires:)`` for each of `entries`, one after another.
    public func setMany<Value: CacheValue>(_ entries: [CacheEntry<Value>]) async throws(CacheError) {
        for entry in entries { try entry.validate() }
        for entry in entries { try await set(entry.key, to: entry.value, expires: entry.expires) }
    }

    /// Calls ``AsyncCache/remove(_:)`` for each of `keys`, one after another.
    public func removeMany(_ keys: [CacheKey]) async throws(CacheError) {
        for key in keys { try key.validate() }
        for key in keys { try await remove(key) }
    }
}
