public import StrataCore
import StrataSupport

extension SQLiteCache: ExpiringCache {
    /// How long the entry under `key` still has.
    public nonisolated func timeToLive(_ key: CacheKey) async throws(CacheError) -> TimeToLive {
        let stored = try StoredKey(key)
        return try await read { store in try store.entry(stored, at: store.now)?.timeToLive ?? .absent }
    }

    /// The value of `key` and how long it still has, in one trip; nil when there is none.
    public nonisolated func getWithTimeToLive<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> TimedValue<Value>? {
        let stored = try StoredKey(key)
        let entry = try await read { store in try store.entry(stored, at: store.now) }
        noteRead(entry)
        guard let entry else { return nil }
        return TimedValue(value: try decode(type, entry), timeToLive: entry.timeToLive)
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
