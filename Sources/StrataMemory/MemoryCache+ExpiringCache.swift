public import StrataCore

extension MemoryCache: ExpiringCache {
    /// How long the entry under `key` still has, an expiration after access included.
    public nonisolated func timeToLive(_ key: CacheKey) throws(CacheError) -> TimeToLive {
        try withStripe(of: key) { stripe, probe throws(CacheError) in
            try stripe.withState { state, garbage in
                state.liveSlot(probe, &garbage).map { state.timeToLive(of: $0) } ?? .absent
            }
        }
    }

    /// The value of `key` and how long it still has; nil when there is none.
    public nonisolated func getWithTimeToLive<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) throws(CacheError) -> TimedValue<Value>? {
        let found = try withStripe(of: key) { stripe, probe throws(CacheError) in
            try stripe.withState { state, garbage in
                state.accessedSlot(probe, &garbage).map { slot in
                    TimedContent(content: state.content(of: slot).value, timeToLive: state.timeToLive(of: slot))
                }
            }
        }
        guard let found else { return nil }
        let value = try ValueReader.read(found.content, as: type, storage: storage)
        return TimedValue(value: value, timeToLive: found.timeToLive)
    }

    /// Gives the entry under `key` a new expiration, counted from now. See ``ExpiringCache/expire(_:after:)``.
    public nonisolated func expire(_ key: CacheKey, after expiration: Expiration) throws(CacheError) -> Bool {
        let milliseconds = try expiration.milliseconds()
        return try withStripe(of: key) { stripe, probe throws(CacheError) in
            try stripe.withState { state, garbage in
                guard let slot = state.liveSlot(probe, &garbage) else { return false }
                let now = time.nanoseconds()
                state.setDeadline(slot, Deadline.after(milliseconds, from: now), now: now)
                return true
            }
        }
    }
}

/// What a slot holds and how long it still has.
private struct TimedContent: Sendable {
    let content: any Sendable
    let timeToLive: TimeToLive
}
