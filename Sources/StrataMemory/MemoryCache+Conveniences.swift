public import StrataCore

// The same conveniences that the protocols have, so that a call on the concrete type means one thing. In asynchronous code
// Swift prefers the asynchronous ones of `AsyncCache`, which then want their `await`; they never wait.
extension MemoryCache {
    /// The value of `key`, its type inferred from where it goes: `let user: User? = try cache.get("user")`.
    @inlinable
    public nonisolated func get<Value: CacheValue>(_ key: CacheKey) throws(CacheError) -> Value? {
        try get(key, as: Value.self)
    }

    /// Stores `value` under `key` for ``defaultExpiration``.
    @inlinable
    public nonisolated func set<Value: CacheValue>(_ key: CacheKey, to value: Value) throws(CacheError) {
        try set(key, to: value, expires: defaultExpiration)
    }
}
