extension ObservedCache: LeasingCache where Base: LeasingCache {
    /// Reads from the base.
    public func entry<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> LeasedEntry<Value>? {
        try await observing(key, hits: Observation.hits) { try await base.entry(key, as: type) }
    }

    /// Writes to the base.
    public func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        metadata: EntryMetadata,
        expires: Expiration
    ) async throws(CacheError) {
        try await observing(key, .write) {
            try await base.set(key, to: value, metadata: metadata, expires: expires)
        }
    }

    /// Asks the base.
    public func lease<Value: CacheValue>(
        _ key: CacheKey,
        for duration: Duration,
        refreshing: Bool,
        as type: Value.Type
    ) async throws(CacheError) -> Lease<Value> {
        try await observing(key, hits: Observation.hits) {
            try await base.lease(key, for: duration, refreshing: refreshing, as: type)
        }
    }

    /// Fills in the base.
    public func fill<Value: CacheValue>(
        _ key: CacheKey,
        with value: Value,
        metadata: EntryMetadata,
        expires: Expiration,
        token: LeaseToken
    ) async throws(CacheError) -> Bool {
        try await observing(key, .write) {
            try await base.fill(key, with: value, metadata: metadata, expires: expires, token: token)
        }
    }

    /// Releases in the base; reported only when it fails.
    public func release(_ key: CacheKey, token: LeaseToken) async throws(CacheError) {
        try await observing(key, wanted: 0, hits: { _ in 0 }) { try await base.release(key, token: token) }
    }

    /// Asks the base.
    public func leaseMany<Value: CacheValue>(
        _ keys: [CacheKey],
        for duration: Duration,
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Lease<Value>] {
        try await observing(nil, wanted: Set(keys).count, hits: { $0.values.reduce(0) { $0 + Observation.hits($1) } }) {
            try await base.leaseMany(keys, for: duration, as: type)
        }
    }

    /// Fills in the base.
    public func fillMany<Value: CacheValue>(_ fills: [LeaseFill<Value>]) async throws(CacheError) -> Set<CacheKey> {
        try await observing(nil, .write, count: fills.count) { try await base.fillMany(fills) }
    }

    /// Releases in the base; reported only when it fails.
    public func releaseMany(_ leases: [CacheKey: LeaseToken]) async throws(CacheError) {
        try await observing(nil, wanted: 0, hits: { _ in 0 }) { try await base.releaseMany(leases) }
    }
}
