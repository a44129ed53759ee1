internal import StrataCore

extension StripeState {
    /// Takes the lease of a key from whoever holds it.
    @inline(__always)
    mutating func voidLease(of key: CacheKey) {
        if !leases.isEmpty { leases[key] = nil }
    }

    /// Takes the leases of all keys that match from whoever holds them.
    mutating func voidLeases(matching pattern: GlobPattern) {
        guard !leases.isEmpty else { return }
        leases = leases.filter { !pattern.matches($0.key) }
    }

    /// Grants the lease of a key, or says for how long somebody else has it, in nanoseconds.
    mutating func grantLease(_ key: CacheKey, for nanoseconds: Int64, token: LeaseToken) -> Int64? {
        let now = time.nanoseconds()
        if let held = leases[key], held.deadline > now { return held.deadline - now }
        sweepLeases(now: now)
        leases[key] = LeaseRecord(token: token, deadline: idleDeadline(now, nanoseconds))
        return nil
    }

    /// Takes the lease of a key back.
    ///
    /// - Returns: Whether `token` held it and it had not ended.
    mutating func consumeLease(_ key: CacheKey, token: LeaseToken) -> Bool {
        guard let held = leases[key], held.token == token else { return false }
        leases[key] = nil
        return held.deadline > time.nanoseconds()
    }

    /// Forgets the leases that ended, whenever there are twice as many as were left the last time.
    private mutating func sweepLeases(now: Int64) {
        guard leases.count >= leaseSweepThreshold else { return }
        leases = leases.filter { $0.value.deadline > now }
        leaseSweepThreshold = max(64, leases.count * 2)
    }
}

extension StripeState {
    /// The entry of a key, or its lease.
    mutating func lease(
        _ probe: KeyProbe,
        key: CacheKey,
        for nanoseconds: Int64,
        refreshing: Bool,
        _ garbage: inout Garbage
    ) -> LeaseAnswer {
        if !refreshing, let slot = accessedSlot(probe, &garbage) {
            return .found(leasedContent(of: slot))
        }
        let token = LeaseToken.random()
        let held = grantLease(key, for: nanoseconds, token: token)
        return held.map { .busy($0) } ?? .granted(token)
    }

    /// What a live slot holds, with all that was stored beside it.
    func leasedContent(of slot: UInt32) -> LeasedContent {
        let (value, metadata) = content(of: slot)
        return LeasedContent(value: value, metadata: metadata, timeToLive: timeToLive(of: slot))
    }
}
