public import StrataCore
import StrataSupport

extension SQLiteCache: ExpiringCache {
    /// How long the entry under `key` still has.
    public nonisolated func timeToLive(_ key: CacheKey) async throws(CacheError) -> TimeToLive {
        let stored = try StoredKey(key)
        return try await read { store in
            let now = store.now
            return try store.entry(stored, at: now)?.timeToLive(at: now) ?? .absent
        }
    }

    /// The value of `key` and how long it still has, in one trip; nil when there is none.
    public nonisolated func getWithTimeToLive<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> TimedValue<Value>? {
        let stored = try StoredKey(key)
        let found = try await read { store -> (Entry, TimeToLive)? in
            let now = store.now
            guard let entry = try store.entry(stored, at: now) else { return nil }
            return (entry, entry.timeToLive(at: now))
        }
        counters.countRead(found: found != nil)
        guard let (entry, timeToLive) = found else { return nil }
        return TimedValue(value: try decode(type, entry), timeToLive: timeToLive)
    }

    /// Gives the entry under `key` a new expiration, counted from now. See ``ExpiringCache/expire(_:after:)``.
    public nonisolated func expire(
        _ key: CacheKey,
        after expiration: Expiration
    ) async throws(CacheError) -> Bool {
        try await changeExpiration(key, to: expiration) { _ in true }
    }

    /// Gives an entry that `condition` holds for a new expiration.
    nonisolated func changeExpiration(
        _ key: CacheKey,
        to expiration: Expiration,
        where condition: @escaping @Sendable (Entry) -> Bool
    ) async throws(CacheError) -> Bool {
        let stored = try StoredKey(key)
        let timeToLive = try expiration.milliseconds()
        return try await perform(.write) { store in
            let now = store.now
            guard let entry = try store.entry(stored, at: now), condition(entry) else { return false }
            try store.setExpiration(EntryWrite.expiration(now, plus: timeToLive), of: entry.id)
            return true
        }
    }
}
