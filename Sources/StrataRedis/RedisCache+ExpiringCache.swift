public import StrataCore
import StrataSupport

extension RedisCache: ExpiringCache {
    /// How long the entry under `key` still has.
    public nonisolated func timeToLive(_ key: CacheKey) async throws(CacheError) -> TimeToLive {
        Self.timeToLive(milliseconds: try await ask(.timeToLive, key).integer())
    }

    /// The value of `key` and how long it still has, in one trip; nil when there is none.
    public nonisolated func getWithTimeToLive<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> TimedValue<Value>? {
        let found = try await timedEntry(key)
        counters.countRead(found: found != nil)
        guard let (bytes, timeToLive) = found else { return nil }
        return TimedValue(value: try decode(type, bytes), timeToLive: timeToLive)
    }

    /// Gives the entry under `key` a new expiration, counted from now. See ``ExpiringCache/expire(_:after:)``.
    public nonisolated func expire(
        _ key: CacheKey,
        after expiration: Expiration
    ) async throws(CacheError) -> Bool {
        try await change(.expire, key, [Self.text(try expiration.milliseconds())])
    }
}
