import Strata

/// A cache of five methods and nothing more, such as a user's own.
struct PlainView: AsyncCache {
    let base: MemoryCache

    func get<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) async throws(CacheError) -> Value? {
        try base.get(key, as: type)
    }

    func set<Value: CacheValue>(_ key: CacheKey, to value: Value, expires: Expiration) async throws(CacheError) {
        try base.set(key, to: value, expires: expires)
    }

    func remove(_ key: CacheKey) async throws(CacheError) { try base.remove(key) }

    func exists(_ key: CacheKey) async throws(CacheError) -> Bool { try base.exists(key) }

    func clear() async throws(CacheError) { try base.clear() }
}
