public import StrataCore

extension MemoryCache: AtomicCache {
    /// Stores `value` unless there is an entry already.
    ///
    /// - Returns: Whether this call stored its value.
    public nonisolated func setIfAbsent<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) throws(CacheError) -> Bool {
        let entry = try prepared(value, under: key, expires: expires)
        return try changing(key) { state, probe, slot, garbage in
            guard slot == nil else { return false }
            state.store(probe, key: key, entry, &garbage)
            return true
        }
    }

    /// Stores `token` when the entry is exactly `expected`, or when there is none and `expected` is nil.
    ///
    /// - Returns: Whether the token was stored.
    public nonisolated func compareAndSet(
        _ key: CacheKey,
        expecting expected: CacheToken?,
        to token: CacheToken,
        expires: Expiration
    ) throws(CacheError) -> Bool {
        let entry = try prepared(token, under: key, expires: expires)
        return try changing(key) { state, probe, slot, garbage in
            guard state.holds(expected, in: slot) else { return false }
            state.store(probe, key: key, entry, &garbage)
            return true
        }
    }

    /// Removes the entry under `key` when it is exactly `expected`.
    ///
    /// - Returns: Whether it was removed.
    public nonisolated func compareAndRemove(
        _ key: CacheKey,
        expecting expected: CacheToken
    ) throws(CacheError) -> Bool {
        try changing(key) { state, probe, slot, garbage in
            guard state.holds(expected, in: slot) else { return false }
            return state.remove(probe, key: key, &garbage)
        }
    }

    /// Gives the entry under `key` a new expiration when it is exactly `expected`.
    ///
    /// - Returns: Whether it was changed.
    public nonisolated func compareAndExpire(
        _ key: CacheKey,
        expecting expected: CacheToken,
        expires: Expiration
    ) throws(CacheError) -> Bool {
        let milliseconds = try expires.milliseconds()
        return try changing(key) { state, _, slot, _ in
            guard let slot, state.holds(expected, in: slot) else { return false }
            let now = time.nanoseconds()
            state.setDeadline(slot, Deadline.after(milliseconds, from: now), now: now)
            return true
        }
    }

    /// Stores `token` when there is no entry under `key`, and draws a fencing number.
    ///
    /// All keys of a cache draw from one sequence, which begins at 1 and outlasts entries and ``clear()``, but not the cache.
    ///
    /// - Returns: The fencing number; nil when there is an entry already.
    public nonisolated func acquire(
        _ key: CacheKey,
        token: CacheToken,
        expires: Expiration
    ) throws(CacheError) -> UInt64? {
        let entry = try prepared(token, under: key, expires: expires)
        return try changing(key) { state, probe, slot, garbage in
            guard slot == nil else { return nil }
            state.store(probe, key: key, entry, &garbage)
            return fences.next()
        }
    }

    /// Calls `body` under the lock of a key with the slot of its live entry, if there is one.
    private nonisolated func changing<Outcome: Sendable>(
        _ key: CacheKey,
        _ body: (inout StripeState, KeyProbe, UInt32?, inout Garbage) throws(CacheError) -> Outcome
    ) throws(CacheError) -> Outcome {
        try withStripe(of: key) { stripe, probe throws(CacheError) in
            try stripe.withState { state, garbage throws(CacheError) in
                let slot = state.liveSlot(probe, &garbage)
                return try body(&state, probe, slot, &garbage)
            }
        }
    }

    /// A token ready for the table: its bytes as they are, or in the stored form that every codec gives to bytes.
    private nonisolated func prepared(
        _ token: CacheToken,
        under key: CacheKey,
        expires: Expiration
    ) throws(CacheError) -> PreparedEntry {
        var entry = try prepared(token.bytes, under: key, expires: expires)
        if case .encoded = storage { entry.value = StoredBytes(bytes: token.storedBytes) }
        return entry
    }
}

extension CacheToken {
    /// The stored form of the bytes.
    fileprivate var storedBytes: [UInt8] { RawBytes.encode(bytes) ?? bytes }
}

extension StripeState {
    /// Whether the entry is exactly a token, or there is none where nil is expected.
    fileprivate func holds(_ expected: CacheToken?, in slot: UInt32?) -> Bool {
        guard let expected, let slot else { return expected == nil && slot == nil }
        switch content(of: slot).value {
        case let bytes as [UInt8]: return bytes == expected.bytes
        case let stored as StoredBytes: return stored.bytes == expected.storedBytes
        default: return false
        }
    }
}
