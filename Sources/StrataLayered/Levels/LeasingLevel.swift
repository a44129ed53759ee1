import StrataCore

/// A second level that leases: an invalidation in any process voids the loads that began before it in every process.
struct LeasingLevel: SecondLevel {
    let cache: any LeasingCache

    var leases: Bool { true }

    func entry<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> LeasedEntry<Value>? {
        try await cache.entry(key, as: type)
    }

    func entries<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: LeasedEntry<Value>] {
        try await cache.entries(keys, as: type)
    }

    func set<Value: CacheValue>(_ writes: [AnnotatedEntry<Value>]) async throws(CacheError) {
        try await cache.setMany(writes)
    }

    func lease<Value: CacheValue>(
        _ key: CacheKey,
        for duration: Duration,
        refreshing: Bool,
        as type: Value.Type
    ) async throws(CacheError) -> Lease<Value> {
        try await cache.lease(key, for: duration, refreshing: refreshing, as: type)
    }

    func leaseMany<Value: CacheValue>(
        _ keys: [CacheKey],
        for duration: Duration,
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Lease<Value>] {
        try await cache.leaseMany(keys, for: duration, as: type)
    }

    func fill<Value: CacheValue>(_ fills: [LeaseFill<Value>]) async throws(CacheError) -> Set<CacheKey> {
        try await cache.fillMany(fills)
    }

    func release(_ leases: [CacheKey: LeaseToken]) async throws(CacheError) {
        try await cache.releaseMany(leases)
    }

    func remove(_ keys: [CacheKey]) async throws(CacheError) {
        try await cache.removeMany(keys)
    }

    func exists(_ key: CacheKey) async throws(CacheError) -> Bool {
        try await cache.exists(key)
    }

    func clear() async throws(CacheError) {
        try await cache.clear()
    }
}
