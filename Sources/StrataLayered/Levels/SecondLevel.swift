import StrataCore

/// What the engine asks of the cache behind memory, whatever that cache can do.
protocol SecondLevel: Sendable {
    /// Whether a fill is refused when its lease was voided in any process.
    var leases: Bool { get }

    /// The entry with its metadata; nil when there is none.
    func entry<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) async throws(CacheError) -> LeasedEntry<Value>?

    /// The entries that are there.
    func entries<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: LeasedEntry<Value>]

    /// Writes without a lease.
    func set<Value: CacheValue>(_ writes: [AnnotatedEntry<Value>]) async throws(CacheError)

    /// The entry, or the right to compute it.
    func lease<Value: CacheValue>(
        _ key: CacheKey,
        for duration: Duration,
        refreshing: Bool,
        as type: Value.Type
    ) async throws(CacheError) -> Lease<Value>

    /// ``lease(_:for:refreshing:as:)`` for many keys, never refreshing.
    func leaseMany<Value: CacheValue>(
        _ keys: [CacheKey],
        for duration: Duration,
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Lease<Value>]

    /// Writes what was computed under leases; the keys that were stored.
    func fill<Value: CacheValue>(_ fills: [LeaseFill<Value>]) async throws(CacheError) -> Set<CacheKey>

    /// Gives leases back.
    func release(_ leases: [CacheKey: LeaseToken]) async throws(CacheError)

    func remove(_ keys: [CacheKey]) async throws(CacheError)
    func exists(_ key: CacheKey) async throws(CacheError) -> Bool
    func clear() async throws(CacheError)
}
