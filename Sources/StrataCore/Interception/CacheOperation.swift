/// An operation that a cache offers, by itself or by a capability.
public enum CacheOperation: String, CaseIterable, Hashable, Sendable {
    /// `get`, and the operations of every cache.
    case get, set, remove, exists, clear, getMany, setMany, removeMany
    /// The operations of an ``ExpiringCache``.
    case timeToLive, getWithTimeToLive, expire
    /// The operations of an ``AtomicCache``.
    case setIfAbsent, increment, compareAndSet, compareAndRemove, compareAndExpire, acquire
    /// The operations of a ``ScannableCache``.
    case keys, removeAll
    /// The operations of a ``TaggingCache``.
    case setWithTags, invalidate, tagVersions
    /// The operations of a ``LeasingCache``.
    case entry, entries, setWithMetadata, setManyWithMetadata, lease, fill, release, leaseMany, fillMany, releaseMany
    /// The operations of a ``ManagedCache``.
    case ping, statistics, close

    /// What an operation does to the entries.
    public enum Effect: Hashable, Sendable {
        /// It looks for entries.
        case read
        /// It stores or changes entries, where its conditions hold.
        case write
        /// It removes or voids entries.
        case removal
        /// None of these.
        case none
    }

    /// What the operation does to the entries.
    public var effect: Effect {
        switch self {
        case .get, .exists, .getMany, .timeToLive, .getWithTimeToLive, .entry, .entries, .lease,
            .leaseMany:
            .read
        case .set, .setMany, .setWithTags, .setIfAbsent, .increment, .compareAndSet, .compareAndExpire, .acquire,
            .expire,
            .setWithMetadata, .setManyWithMetadata, .fill, .fillMany:
            .write
        case .remove, .removeMany, .clear, .compareAndRemove, .removeAll, .invalidate: .removal
        case .keys, .tagVersions, .release, .releaseMany, .ping, .statistics, .close: .none
        }
    }
}

extension CacheOperation: CustomStringConvertible {
    /// The name of the operation.
    public var description: String { rawValue }
}
