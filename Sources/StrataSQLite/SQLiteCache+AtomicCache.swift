public import StrataCore
import StrataSupport

extension SQLiteCache: AtomicCache {
    /// Stores `value` unless there is an entry already. See ``AtomicCache/setIfAbsent(_:to:expires:)``.
    public nonisolated func setIfAbsent<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        let write = try encode(CacheEntry(key, value, expires: expires))
        return try await counted(write) { store in
            let now = store.now
            guard try !store.hasEntry(write.key, at: now) else { return false }
            try store.write(write, at: now)
            return true
        }
    }

    /// Adds `amount` to the counter under `key`. See ``AtomicCache/increment(_:by:expires:)``.
    ///
    /// A counter is stored as decimal text, which every codec reads as an integer. One that was stored by `set` keeps its
    /// expiration and takes this form.
    public nonisolated func increment(
        _ key: CacheKey,
        by amount: Int64,
        expires: Expiration
    ) async throws(CacheError) -> Int64 {
        let stored = try StoredKey(key)
        let timeToLive = try expires.milliseconds()
        let codec = configuration.codec
        let sum = try await perform(.write) { store in
            let now = store.now
            let entry = try store.entry(stored, at: now)
            let sum = try StoredCounter(entry?.value, codec: codec).adding(amount)
            let bytes = Array(String(sum).utf8)
            if let entry {
                try store.replaceValue(bytes, of: entry.id, at: now)
            } else {
                try store.write(EntryWrite(key: stored, value: bytes, timeToLive: timeToLive), at: now)
            }
            return sum
        }
        counters.countWrites()
        return sum
    }

    /// Stores `token` when the entry is exactly `expected`. See ``AtomicCache/compareAndSet(_:expecting:to:expires:)``.
    public nonisolated func compareAndSet(
        _ key: CacheKey,
        expecting expected: CacheToken?,
        to token: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        let write = try encode(key, token, expires: expires)
        let wanted = expected.map(Self.stored)
        return try await counted(write) { store in
            let now = store.now
            guard try store.entry(write.key, at: now)?.value == wanted else { return false }
            try store.write(write, at: now)
            return true
        }
    }

    /// Removes the entry when it is exactly `expected`. See ``AtomicCache/compareAndRemove(_:expecting:)``.
    public nonisolated func compareAndRemove(
        _ key: CacheKey,
        expecting expected: CacheToken
    ) async throws(CacheError) -> Bool {
        let stored = try StoredKey(key)
        let wanted = Self.stored(expected)
        let isRemoved = try await perform(.write) { store in
            guard try store.entry(stored, at: store.now)?.value == wanted else { return false }
            try store.remove(stored)
            return true
        }
        if isRemoved { counters.countRemovals(1) }
        return isRemoved
    }

    /// Gives the entry a new expiration when it is exactly `expected`. See
    /// ``AtomicCache/compareAndExpire(_:expecting:expires:)``.
    public nonisolated func compareAndExpire(
        _ key: CacheKey,
        expecting expected: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        let wanted = Self.stored(expected)
        return try await changeExpiration(key, to: expires) { entry in entry.value == wanted }
    }

    /// Stores `token` when there is no entry, and draws a fencing number. See ``AtomicCache/acquire(_:token:expires:)``.
    ///
    /// Numbers are drawn from one sequence for the whole file, and are at least the microseconds since 1970, so that they grow
    /// even where a power failure took the last commits back.
    public nonisolated func acquire(
        _ key: CacheKey,
        token: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> UInt64? {
        let write = try encode(key, token, expires: expires)
        let number = try await perform(.compoundWrite, weight: write.weight) { store -> UInt64? in
            let now = store.now
            guard try !store.hasEntry(write.key, at: now) else { return nil }
            let number = try store.nextFencingNumber(at: now)
            try store.write(write, at: now)
            return number
        }
        if number != nil { counters.countWrites() }
        return number
    }

    /// A write that may find that it is not to be done, counted when it is.
    private nonisolated func counted(
        _ write: EntryWrite,
        _ body: @escaping @Sendable (EntryStore) throws -> Bool
    ) async throws(CacheError) -> Bool {
        let isDone = try await perform(.write, weight: write.weight, body)
        if isDone { counters.countWrites() }
        return isDone
    }
}
