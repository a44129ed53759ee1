public import StrataCore

extension MemoryCache {
    /// Adds `amount` to the counter under `key`. See ``AtomicCache/increment(_:by:expires:)``.
    ///
    /// A counter is any stored integer of the standard library. It becomes an `Int64`, which ``get(_:as:)`` reads as any integer
    /// type that it fits. With `storage: .encoded` another writer in between makes the call try again.
    public nonisolated func increment(
        _ key: CacheKey,
        by amount: Int64,
        expires: Expiration
    ) throws(CacheError) -> Int64 {
        let fresh = try prepared(amount, under: key, expires: expires)
        while true {
            let seen = try withStripe(of: key) { stripe, probe throws(CacheError) in
                try stripe.withState { state, garbage throws(CacheError) in
                    try state.count(probe, key: key, by: amount, creating: fresh, &garbage)
                }
            }
            switch seen {
            case .counted(let sum): return sum
            case .stored(let before):
                let sum = try Counter.sum(try decodedCounter(before), amount)
                let after = try stored(sum)
                if try replace(before, with: after, under: key) { return sum }
            }
        }
    }

    /// Takes `amount` from a counter: ``increment(_:by:expires:)`` with its negative. See ``AtomicCache``.
    public nonisolated func decrement(
        _ key: CacheKey,
        by amount: Int64 = 1,
        expires: Expiration
    ) throws(CacheError) -> Int64 {
        guard amount != .min else { throw CacheError(.outOfRange, backend: "memory") }
        return try increment(key, by: -amount, expires: expires)
    }

    /// Adds 1 to a counter. See ``increment(_:by:expires:)``.
    public nonisolated func increment(_ key: CacheKey, expires: Expiration) throws(CacheError) -> Int64 {
        try increment(key, by: 1, expires: expires)
    }

    /// The number in a stored form, decoded outside of the lock, for a codec is not ours to call under it.
    private nonisolated func decodedCounter(_ stored: StoredBytes) throws(CacheError) -> Int64 {
        guard let number = try? ValueReader.read(stored, as: Int64.self, storage: storage) else {
            throw CacheError(.typeMismatch, backend: "memory", message: "the entry is not an integer of 64 bits")
        }
        return number
    }

    /// Puts `after` in place of `before`, unless something else is there by now.
    private nonisolated func replace(
        _ before: StoredBytes,
        with after: any Sendable,
        under key: CacheKey
    ) throws(CacheError) -> Bool {
        try withStripe(of: key) { stripe, probe throws(CacheError) in
            try stripe.withState { state, garbage in
                guard
                    let slot = state.liveSlot(probe, &garbage),
                    let present = state.content(of: slot).value as? StoredBytes, present.bytes == before.bytes
                else { return false }
                state.voidLease(of: key)
                state.replaceValue(slot, with: after, &garbage)
                return true
            }
        }
    }
}
