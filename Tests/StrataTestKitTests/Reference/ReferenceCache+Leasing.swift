import StrataCore

extension ReferenceCache: LeasingCache {
    func entry<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> LeasedEntry<Value>? {
        try check(key)
        let found: LeasedEntry<ReferenceEntry>? = try await perform { space, now in
            space.entry(key, now).map { Self.leased($0, now, space.defect) }
        }
        guard let found, let value = try await decode(type, found.value, key) else { return nil }
        return leased(value, found)
    }

    func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        metadata: EntryMetadata,
        expires: Expiration
    ) async throws(CacheError) {
        let bytes = try encode(CacheEntry(key, value, expires: expires))
        try await perform { space, now throws(CacheError) in
            let lease = space.leases[key]
            space.store(
                key,
                ReferenceEntry(bytes: bytes, deadline: try space.deadline(expires, now), metadata: metadata)
            )
            if space.defect == .writesWithMetadataKeepTheLease { space.leases[key] = lease }
        }
    }

    func lease<Value: CacheValue>(
        _ key: CacheKey,
        for duration: Duration,
        refreshing: Bool,
        as type: Value.Type
    ) async throws(CacheError) -> Lease<Value> {
        try check(key)
        guard let milliseconds = try Expiration.after(duration).milliseconds() else {
            throw CacheError(.invalidArgument)
        }
        let answer: Lease<ReferenceEntry> = try await perform { space, now in
            Self.lease(key, &space, refreshing: refreshing, until: now + milliseconds, now)
        }
        switch answer {
        case .granted(let token): return .granted(token)
        case .busy(let retryAfter): return .busy(retryAfter: retryAfter)
        case .hit(let found):
            guard let value = try await decode(type, found.value, key) else { return .busy(retryAfter: duration) }
            return .hit(leased(value, found))
        }
    }

    func fill<Value: CacheValue>(
        _ key: CacheKey,
        with value: Value,
        metadata: EntryMetadata,
        expires: Expiration,
        token: LeaseToken
    ) async throws(CacheError) -> Bool {
        let bytes = try encode(CacheEntry(key, value, expires: expires))
        return try await perform { space, now throws(CacheError) in
            let isHeld = space.leases[key].map { $0.token == token && now < $0.deadline } ?? false
            guard isHeld || space.defect == .fillIgnoresTheToken else { return false }
            var entry = ReferenceEntry(bytes: bytes, deadline: try space.deadline(expires, now), metadata: metadata)
            if space.defect == .fillIgnoresTagVersions { entry.metadata.tagVersions = [:] }
            if space.defect == .leasedEntriesNeverExpire { entry.deadline = nil }
            space.store(key, entry)
            space.leases[key] = nil
            return true
        }
    }

    func release(_ key: CacheKey, token: LeaseToken) async throws(CacheError) {
        try check(key)
        try await perform { space, _ in
            guard space.leases[key]?.token == token || space.defect == .releaseIgnoresTheToken else { return }
            space.leases[key] = nil
        }
    }

    func leaseMany<Value: CacheValue>(
        _ keys: [CacheKey],
        for duration: Duration,
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Lease<Value>] {
        var leases: [CacheKey: Lease<Value>] = [:]
        do throws(CacheError) {
            for key in Set(keys) {
                let lease = try await lease(key, for: duration, refreshing: false, as: type)
                if case .busy = lease, defect == .leaseManyForgetsBusyKeys { continue }
                leases[key] = lease
            }
            return leases
        } catch {
            for (key, lease) in leases {
                if let token = lease.grantedToken { try await release(key, token: token) }
            }
            throw error
        }
    }

    private static func leased(
        _ entry: ReferenceEntry,
        _ now: Int64,
        _ defect: Defect?
    ) -> LeasedEntry<ReferenceEntry> {
        LeasedEntry(value: entry, metadata: entry.metadata, timeToLive: timeToLive(of: entry, now, defect))
    }

    private func leased<Value>(_ value: Value, _ found: LeasedEntry<ReferenceEntry>) -> LeasedEntry<Value> {
        let metadata = defect == .metadataIsLost ? EntryMetadata() : found.metadata
        return LeasedEntry(value: value, metadata: metadata, timeToLive: found.timeToLive)
    }

    private static func lease(
        _ key: CacheKey,
        _ space: inout ReferenceSpace,
        refreshing: Bool,
        until deadline: Int64,
        _ now: Int64
    ) -> Lease<ReferenceEntry> {
        if !refreshing, let entry = space.entry(key, now) {
            return .hit(leased(entry, now, space.defect))
        }
        let defect = space.defect
        if let lease = space.leases[key], defect != .everybodyIsGrantedTheLease,
            now < lease.deadline || defect == .leasesNeverEnd
        {
            return .busy(retryAfter: .milliseconds(1))
        }
        if refreshing, defect == .refreshingHidesTheEntry { space.entries[key] = nil }
        let token = LeaseToken.random()
        space.leases[key] = (token, deadline)
        return .granted(token)
    }
}
