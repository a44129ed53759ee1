extension LeasingCache {
    /// The entry under `key`, or the right to compute it when there is none.
    public func lease<Value: CacheValue>(
        _ key: CacheKey,
        for duration: Duration,
        as type: Value.Type
    ) async throws(CacheError) -> Lease<Value> {
        try await lease(key, for: duration, refreshing: false, as: type)
    }

    /// Asks for each of `keys`, one after another.
    public func leaseMany<Value: CacheValue>(
        _ keys: [CacheKey],
        for duration: Duration,
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Lease<Value>] {
        var leases: [CacheKey: Lease<Value>] = [:]
        for key in keys where leases[key] == nil {
            leases[key] = try await lease(key, for: duration, refreshing: false, as: type)
        }
        return leases
    }

    /// Fills one after another.
    public func fillMany<Value: CacheValue>(_ fills: [LeaseFill<Value>]) async throws(CacheError) -> Set<CacheKey> {
        for fill in fills { try CacheEntry(fill.key, fill.value, expires: fill.expires).validate() }
        var stored: Set<CacheKey> = []
        for entry in fills
        where try await fill(
            entry.key,
            with: entry.value,
            metadata: entry.metadata,
            expires: entry.expires,
            token: entry.token
        ) {
            stored.insert(entry.key)
        }
        return stored
    }

    /// Releases one after another.
    public func releaseMany(_ leases: [CacheKey: LeaseToken]) async throws(CacheError) {
        for (key, token) in leases { try await release(key, token: token) }
    }
}
