import StrataCore

/// A second level without leases or metadata of its own: every lease is granted, and what is stored carries its metadata as
/// a part of the value.
///
/// Invalidations void loads within this process only, through the flights that the engine forgets.
struct PlainLevel: SecondLevel {
    let cache: any AsyncCache
    let clock: any CacheClock

    var leases: Bool { false }

    func entry<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> LeasedEntry<Value>? {
        try await cache.get(key, as: PackedEntry<Value>.self)?.unpacked(at: clock.milliseconds())
    }

    func entries<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: LeasedEntry<Value>] {
        let now = clock.milliseconds()
        return try await cache.getMany(keys, as: PackedEntry<Value>.self).compactMapValues { $0.unpacked(at: now) }
    }

    func set<Value: CacheValue>(_ writes: [AnnotatedEntry<Value>]) async throws(CacheError) {
        var packed: [CacheEntry<PackedEntry<Value>>] = []
        for write in writes {
            try refuseNil(write.value)
            packed.append(CacheEntry(write.key, try pack(write), expires: write.expires))
        }
        try await cache.setMany(packed)
    }

    func lease<Value: CacheValue>(
        _ key: CacheKey,
        for duration: Duration,
        refreshing: Bool,
        as type: Value.Type
    ) async throws(CacheError) -> Lease<Value> {
        if !refreshing, let entry = try await entry(key, as: type) { return .hit(entry) }
        return .granted(.random())
    }

    func leaseMany<Value: CacheValue>(
        _ keys: [CacheKey],
        for duration: Duration,
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Lease<Value>] {
        var leases: [CacheKey: Lease<Value>] = [:]
        let found = try await entries(keys, as: type)
        for key in keys { leases[key] = found[key].map { .hit($0) } ?? .granted(.random()) }
        return leases
    }

    func fill<Value: CacheValue>(_ fills: [LeaseFill<Value>]) async throws(CacheError) -> Set<CacheKey> {
        try await set(fills.map { AnnotatedEntry($0.key, $0.value, metadata: $0.metadata, expires: $0.expires) })
        return Set(fills.map(\.key))
    }

    func release(_ leases: [CacheKey: LeaseToken]) {}

    func remove(_ keys: [CacheKey]) async throws(CacheError) {
        try await cache.removeMany(keys)
    }

    func exists(_ key: CacheKey) async throws(CacheError) -> Bool {
        try await cache.exists(key)
    }

    func clear() async throws(CacheError) {
        try await cache.clear()
    }

    private func pack<Value: CacheValue>(_ write: AnnotatedEntry<Value>) throws(CacheError) -> PackedEntry<Value> {
        let now = clock.milliseconds()
        return PackedEntry(
            value: write.value,
            metadata: write.metadata,
            deadline: try write.expires.milliseconds().map { now + $0 }
        )
    }
}
