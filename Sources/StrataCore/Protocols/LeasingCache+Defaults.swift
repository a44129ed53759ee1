extension LeasingCache {
    /// The entry under `key`, or the right to compute it when there is none.
    public func lease<Value: CacheValue>(
        _ key: CacheKey,
        for duration: Duration,
        as type: Value.Type
    ) async throws(CacheError) -> Lease<Value> {
        try await lease(key, for: duration, refreshing: false, as: type)
    }

    /// Reads one after another.
    public func entries<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: LeasedEntry<Value>] {
        var found: [CacheKey: LeasedEntry<Value>] = [:]
        for key in keys where found[key] == nil {
            if let entry = try await entry(key, as: type) { found[key] = entry }
        }
        return found
    }

    /// Writes one after another.
    public func setMany<Value: CacheValue>(_ entries: [AnnotatedEntry<Value>]) async throws(CacheError) {
        for entry in entries { try CacheEntry(entry.key, entry.value, expires: entry.expires).validate() }
        for entry in entries {
            try await set(entry.key, to: entry.value, metadata: entry.metadata, expires: entry.expires)
        }
    }

    /// Asks for each of `keys`, one after another.
    public func leaseMany<Value: CacheValue>(
        _ keys: [CacheKey],
        for duration: Duration,
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Lease<Value>] {
        var leases: [CacheKey: Lease<Value>] = [:]
        do throws(CacheError) {
            for key in keys where leases[key] == nil {
                leases[key] = try await lease(key, for: duration, refreshing: false, as: type)
            }
            return leases
        } catch {
            await giveBack(leases.compactMapValues(\.grantedToken))
            throw error
        }
    }

    /// Releases leases that nobody will hear of, because the call that was granted them failed. What cannot be released ends with
    /// its time.
    package func giveBack(_ leases: [CacheKey: LeaseToken]) async {
        guard !leases.isEmpty else { return }
        do throws(CacheError) {
            try await releaseMany(leases)
        } catch {
            return
        }
    }

    /// Fills one after another.
    public func fillMany<Value: CacheValue>(_ fills: [LeaseFill<Value>]) async throws(CacheError) -> Set<CacheKey> {
        for fill in fills { try CacheEntry(fill.key, fill.value, expires: fill.expires).validate() }
        var stored: Set<CacheKey> = []
        for entry in fills
        where try await fill(
            entry.key,
            with: entry.value,
            metadata: entry.metadata,
            expires: entry.expires,
            token: entry.token
        ) {
            stored.insert(entry.key)
        }
        return stored
    }

    /// Releases one after another.
    public func releaseMany(_ leases: [CacheKey: LeaseToken]) async throws(CacheError) {
        for (key, token) in leases { try await release(key, token: token) }
    }
}
