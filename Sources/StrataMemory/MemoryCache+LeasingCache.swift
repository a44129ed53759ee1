public import StrataCore

extension MemoryCache: LeasingCache {
    /// The entry under `key` with its metadata; nil when there is none. See ``LeasingCache/entry(_:as:)``.
    public nonisolated func entry<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) throws(CacheError) -> LeasedEntry<Value>? {
        let found = try withStripe(of: key) { stripe, probe throws(CacheError) in
            try stripe.withState { state, garbage in
                state.accessedSlot(probe, &garbage).map { state.leasedContent(of: $0) }
            }
        }
        guard let found else { return nil }
        let value = try ValueReader.read(found.value, as: type, storage: storage)
        return LeasedEntry(value: value, metadata: found.metadata, timeToLive: found.timeToLive)
    }

    /// Stores `value` with `metadata`. See ``LeasingCache/set(_:to:metadata:expires:)``.
    public nonisolated func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        metadata: EntryMetadata,
        expires: Expiration
    ) throws(CacheError) {
        try store(prepared(value, under: key, expires: expires, metadata: metadata), under: key)
    }

    /// The entry under `key`, or the right to compute it. See ``LeasingCache/lease(_:for:refreshing:as:)``.
    ///
    /// - Throws: ``CacheError/Code/invalidArgument`` when `duration` is not longer than zero.
    public nonisolated func lease<Value: CacheValue>(
        _ key: CacheKey,
        for duration: Duration,
        refreshing: Bool,
        as type: Value.Type
    ) throws(CacheError) -> Lease<Value> {
        let nanoseconds = try Self.leaseNanoseconds(duration)
        let answer = try withStripe(of: key) { stripe, probe throws(CacheError) in
            try stripe.withState { state, garbage in
                state.lease(probe, key: key, for: nanoseconds, refreshing: refreshing, &garbage)
            }
        }
        switch answer {
        case .granted(let token): return .granted(token)
        case .busy(let remaining): return .busy(retryAfter: .nanoseconds(remaining))
        case .found(let found):
            let value = try ValueReader.read(found.value, as: type, storage: storage)
            return .hit(LeasedEntry(value: value, metadata: found.metadata, timeToLive: found.timeToLive))
        }
    }

    /// Stores what was computed under a lease, and consumes the lease.
    ///
    /// - Returns: Whether it was stored. See ``LeasingCache/fill(_:with:metadata:expires:token:)``.
    public nonisolated func fill<Value: CacheValue>(
        _ key: CacheKey,
        with value: Value,
        metadata: EntryMetadata,
        expires: Expiration,
        token: LeaseToken
    ) throws(CacheError) -> Bool {
        let entry = try prepared(value, under: key, expires: expires, metadata: metadata)
        return try withStripe(of: key) { stripe, probe throws(CacheError) in
            try stripe.withState { state, garbage in
                guard state.consumeLease(key, token: token), tags.match(metadata.tagVersions) else { return false }
                state.store(probe, key: key, entry, &garbage)
                return true
            }
        }
    }

    /// Gives a lease back without a value. A lease that is voided or has ended is not an error.
    public nonisolated func release(_ key: CacheKey, token: LeaseToken) throws(CacheError) {
        try withStripe(of: key) { stripe, _ throws(CacheError) in
            try stripe.withState { state, _ in _ = state.consumeLease(key, token: token) }
        }
    }

    private static func leaseNanoseconds(_ duration: Duration) throws(CacheError) -> Int64 {
        guard duration > .zero else {
            throw CacheError(.invalidArgument, backend: "memory", message: "a lease must last longer than zero")
        }
        return Deadline.after(try Expiration.after(duration).milliseconds(), from: 0)
    }
}
