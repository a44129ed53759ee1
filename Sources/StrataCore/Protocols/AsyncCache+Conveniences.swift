extension AsyncCache {
    /// The value of `key`, its type inferred from where it goes: `let user: User? = try await cache.get("user")`.
    public func get<Value: CacheValue>(_ key: CacheKey) async throws(CacheError) -> Value? {
        try await get(key, as: Value.self)
    }

    /// Stores `value` under `key` for ``AsyncCache/defaultExpiration``.
    public func set<Value: CacheValue>(_ key: CacheKey, to value: Value) async throws(CacheError) {
        try await set(key, to: value, expires: defaultExpiration)
    }
}
