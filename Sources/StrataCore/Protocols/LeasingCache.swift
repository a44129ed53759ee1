/// A cache that hands out the right to compute a missing value, so that one process does it and a late one cannot publish
/// what was invalidated meanwhile.
///
/// After R. Nishtala et al., "Scaling Memcache at Facebook", NSDI 2013, section 3.2.1. Every write to a key, a fill included,
/// every removal of it, also by `clear` or a pattern and also where nothing was stored, and the end of the lease's time
/// void the lease of the key, in one atomic step with what they do: a fill under a voided lease stores nothing.
public protocol LeasingCache: AsyncCache {
    /// The entry under `key` with all that was stored beside its value; nil when there is none.
    func entry<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> LeasedEntry<Value>?

    /// Stores `value` with `metadata`, replacing what was there, and voids the lease.
    ///
    /// Tag versions are stored as they are given: an entry whose versions are not the present ones is void from the
    /// beginning.
    func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        metadata: EntryMetadata,
        expires: Expiration
    ) async throws(CacheError)

    /// ``entry(_:as:)`` for many keys at once: those that are there.
    func entries<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: LeasedEntry<Value>]

    /// ``set(_:to:metadata:expires:)`` for many entries at once. Every entry is checked before the first one is written.
    func setMany<Value: CacheValue>(_ entries: [AnnotatedEntry<Value>]) async throws(CacheError)

    /// The entry under `key`, or the right to compute it.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - duration: How long the lease lasts when it is granted; longer than zero. To the millisecond, rounded up.
    ///   - refreshing: Asks for the lease even though there is an entry; the entry stays until it is replaced. The
    ///     answer is then never a hit.
    ///   - type: What an entry is decoded as.
    /// - Returns: A hit; or a granted lease; or busy while another holds it.
    func lease<Value: CacheValue>(
        _ key: CacheKey,
        for duration: Duration,
        refreshing: Bool,
        as type: Value.Type
    ) async throws(CacheError) -> Lease<Value>

    /// Stores what was computed under a lease, and consumes the lease.
    ///
    /// - Returns: Whether the value was stored; false when the lease was voided, has ended, or a tag in `metadata` has
    ///   another version by now.
    func fill<Value: CacheValue>(
        _ key: CacheKey,
        with value: Value,
        metadata: EntryMetadata,
        expires: Expiration,
        token: LeaseToken
    ) async throws(CacheError) -> Bool

    /// Gives a lease back without a value. A lease that is voided or has ended is not an error.
    func release(_ key: CacheKey, token: LeaseToken) async throws(CacheError)

    /// ``lease(_:for:refreshing:as:)`` for many keys at once; each of them is in the answer.
    ///
    /// - Throws: As a single call would for any of the keys; the leases that were granted for the others are given back then.
    func leaseMany<Value: CacheValue>(
        _ keys: [CacheKey],
        for duration: Duration,
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Lease<Value>]

    /// ``fill(_:with:metadata:expires:token:)`` for many keys at once.
    ///
    /// - Returns: The keys whose values were stored.
    func fillMany<Value: CacheValue>(_ fills: [LeaseFill<Value>]) async throws(CacheError) -> Set<CacheKey>

    /// ``release(_:token:)`` for many keys at once.
    func releaseMany(_ leases: [CacheKey: LeaseToken]) async throws(CacheError)
}
