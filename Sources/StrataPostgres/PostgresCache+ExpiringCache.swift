public import StrataCore
import StrataSupport

extension PostgresCache: ExpiringCache {
    /// How long the entry under `key` still has, by the database's clock.
    public nonisolated func timeToLive(_ key: CacheKey) async throws(CacheError) -> TimeToLive {
        guard let row = try await row(.probe(KeyDigest(key))) else { return .absent }
        return Self.timeToLive(row.integer(1))
    }

    /// The value of `key` and how long it still has, in one trip; nil when there is none.
    public nonisolated func getWithTimeToLive<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> TimedValue<Value>? {
        let row = try await row(.fetch(KeyDigest(key)))
        counters.countRead(found: row != nil)
        guard let row else { return nil }
        return TimedValue(value: try decode(type, row), timeToLive: Self.timeToLive(row.integer(2)))
    }

    /// Gives the entry under `key` a new expiration, counted from now. See ``ExpiringCache/expire(_:after:)``.
    public nonisolated func expire(_ key: CacheKey, after expiration: Expiration) async throws(CacheError) -> Bool {
        let life = Parameter.integer(try expiration.milliseconds())
        return try await isDone(Statement(.expire, [.digest(KeyDigest(key)), life]))
    }
}
