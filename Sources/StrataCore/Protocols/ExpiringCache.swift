/// A cache that tells and changes how long an entry lives.
public protocol ExpiringCache: AsyncCache {
    /// How long the entry under `key` still has.
    func timeToLive(_ key: CacheKey) async throws(CacheError) -> TimeToLive

    /// The value of `key` and how long it still has, in one trip; nil when there is none.
    func getWithTimeToLive<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> TimedValue<Value>?

    /// Gives the entry under `key` a new expiration, counted from now.
    ///
    /// - Returns: Whether there was an entry.
    func expire(_ key: CacheKey, after expiration: Expiration) async throws(CacheError) -> Bool
}
