public import StrataCore

extension FallbackCache: AsyncCache {
    /// The value of `key` in the first level that serves.
    public func get<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) async throws(CacheError) -> Value? {
        try key.validate()
        return try await perform(.nothing, otherwise: nil) { cache throws(CacheError) in
            try await cache.get(key, as: type)
        }
    }

    /// Stores `value` in the first level that serves.
    public func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) {
        try CacheEntry(key, value, expires: expires).validate()
        try await perform(.keys([key]), otherwise: ()) { cache throws(CacheError) in
            try await cache.set(key, to: value, expires: expires)
        }
    }

    /// Removes `key` from the first level that serves; the others forget it before they serve again.
    public func remove(_ key: CacheKey) async throws(CacheError) {
        try key.validate()
        try await perform(.keys([key]), otherwise: ()) { cache throws(CacheError) in try await cache.remove(key) }
    }

    /// Whether the first level that serves has an entry under `key`.
    public func exists(_ key: CacheKey) async throws(CacheError) -> Bool {
        try key.validate()
        return try await perform(.nothing, otherwise: false) { cache throws(CacheError) in
            try await cache.exists(key)
        }
    }

    /// Clears the first level that serves; the others are cleared before they serve again.
    public func clear() async throws(CacheError) {
        try await perform(.everything, otherwise: ()) { cache throws(CacheError) in try await cache.clear() }
    }

    /// The values of `keys` in the first level that serves.
    public func getMany<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Value] {
        for key in keys { try key.validate() }
        return try await perform(.nothing, otherwise: [:]) { cache throws(CacheError) in
            try await cache.getMany(keys, as: type)
        }
    }

    /// Stores all `entries` in the first level that serves.
    public func setMany<Value: CacheValue>(_ entries: [CacheEntry<Value>]) async throws(CacheError) {
        for entry in entries { try entry.validate() }
        try await perform(.keys(entries.map(\.key)), otherwise: ()) { cache throws(CacheError) in
            try await cache.setMany(entries)
        }
    }

    /// Removes all `keys` from the first level that serves; the others forget them before they serve again.
    public func removeMany(_ keys: [CacheKey]) async throws(CacheError) {
        for key in keys { try key.validate() }
        try await perform(.keys(keys), otherwise: ()) { cache throws(CacheError) in try await cache.removeMany(keys) }
    }
}
