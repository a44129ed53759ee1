import StrataCore

extension ReferenceCache: AtomicCache {
    func setIfAbsent<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        let bytes = try encode(CacheEntry(key, value, expires: expires))
        if defect == .setIfAbsentHasManyWinners {
            if try await exists(key) { return false }
            await Task.yield()
        }
        return try await perform { space, now throws(CacheError) in
            switch space.defect {
            case .setIfAbsentHasManyWinners, .setIfAbsentOverwrites: break
            case .setIfAbsentSeesExpiredEntries where space.entries[key] != nil: return false
            default: if space.entry(key, now) != nil { return false }
            }
            space.store(key, ReferenceEntry(bytes: bytes, deadline: try space.deadline(expires, now)))
            return true
        }
    }

    func increment(_ key: CacheKey, by amount: Int64, expires: Expiration) async throws(CacheError) -> Int64 {
        let codec = JSONCodec()
        try check(key)
        _ = try expires.milliseconds()
        let seen = try await perform { space, now in space.entry(key, now) }
        if defect == .incrementLosesUpdates { await Task.yield() }
        return try await perform { [defect] space, now throws(CacheError) in
            let entry = defect == .incrementLosesUpdates ? seen : space.entry(key, now)
            let old = try entry.map { (entry) throws(CacheError) in try Self.number(entry.bytes, defect) } ?? 0
            let (sum, overflow) = old.addingReportingOverflow(amount)
            guard !overflow || defect == .incrementWrapsAround else { throw CacheError(.outOfRange) }
            let isNew = entry == nil || defect == .incrementRenewsTheExpiration
            var stored = entry ?? ReferenceEntry(bytes: [])
            stored.bytes = try codec.encode(sum)
            if isNew { stored.deadline = try space.deadline(expires, now) }
            space.store(key, stored)
            return sum
        }
    }

    func compareAndSet(
        _ key: CacheKey,
        expecting expected: CacheToken?,
        to token: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        let bytes = try encode(CacheEntry(key, token.bytes, expires: expires))
        return try await change(key, expecting: expected) { space, now throws(CacheError) in
            space.store(key, ReferenceEntry(bytes: bytes, deadline: try space.deadline(expires, now)))
        }
    }

    func compareAndRemove(_ key: CacheKey, expecting expected: CacheToken) async throws(CacheError) -> Bool {
        try check(key)
        return try await change(key, expecting: expected) { space, _ throws(CacheError) in try space.remove(key) }
    }

    func compareAndExpire(
        _ key: CacheKey,
        expecting expected: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        try check(key)
        _ = try expires.milliseconds()
        return try await change(key, expecting: expected) { space, now throws(CacheError) in
            let deadline = try space.deadline(expires, now)
            space.entries[key]?.deadline = deadline
        }
    }

    func acquire(_ key: CacheKey, token: CacheToken, expires: Expiration) async throws(CacheError) -> UInt64? {
        guard try await compareAndSet(key, expecting: nil, to: token, expires: expires) else { return nil }
        return try await perform { space, _ in
            space.lastFencingNumber += 1
            return space.lastFencingNumber
        }
    }

    private func change(
        _ key: CacheKey,
        expecting expected: CacheToken?,
        _ body: (inout ReferenceSpace, Int64) throws(CacheError) -> Void
    ) async throws(CacheError) -> Bool {
        let wanted = try expected.map { (token) throws(CacheError) in try JSONCodec().encode(token.bytes) }
        return try await perform { space, now throws(CacheError) in
            let present = space.entry(key, now)?.bytes
            let isEqual =
                space.defect == .anEmptyTokenIsAbsence ? (wanted ?? []) == (present ?? []) : wanted == present
            guard isEqual || space.defect == .compareIgnoresWhatIsExpected else { return false }
            try body(&space, now)
            return true
        }
    }

    private static func number(_ bytes: [UInt8], _ defect: Defect?) throws(CacheError) -> Int64 {
        if let number = try? JSONCodec().decode(Int64.self, from: bytes) { return number }
        if defect == .incrementTakesTextForZero { return 0 }
        throw CacheError(.typeMismatch)
    }
}
