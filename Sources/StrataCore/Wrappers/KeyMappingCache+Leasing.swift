extension KeyMappingCache where Self: LeasingCache, Base: LeasingCache {
    /// Reads from the base.
    public func entry<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> LeasedEntry<Value>? {
        try await base.entry(try mapped(key), as: type).map(unmapped)
    }

    /// Writes to the base.
    public func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        metadata: EntryMetadata,
        expires: Expiration
    ) async throws(CacheError) {
        try await base.set(try mapped(key), to: value, metadata: mapped(metadata), expires: expires)
    }

    /// Reads from the base, in as many trips as the base takes.
    public func entries<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: LeasedEntry<Value>] {
        let names = try KeyNames(keys, in: self)
        return names.restored(try await base.entries(names.mapped, as: type).mapValues { unmapped($0) })
    }

    /// Writes to the base, in as many trips as the base takes.
    public func setMany<Value: CacheValue>(_ entries: [AnnotatedEntry<Value>]) async throws(CacheError) {
        var mapped = entries
        for index in mapped.indices {
            mapped[index].key = try self.mapped(mapped[index].key)
            mapped[index].metadata = self.mapped(mapped[index].metadata)
        }
        try await base.setMany(mapped)
    }

    /// Asks the base.
    public func lease<Value: CacheValue>(
        _ key: CacheKey,
        for duration: Duration,
        refreshing: Bool,
        as type: Value.Type
    ) async throws(CacheError) -> Lease<Value> {
        unmapped(try await base.lease(try mapped(key), for: duration, refreshing: refreshing, as: type))
    }

    /// Fills in the base.
    public func fill<Value: CacheValue>(
        _ key: CacheKey,
        with value: Value,
        metadata: EntryMetadata,
        expires: Expiration,
        token: LeaseToken
    ) async throws(CacheError) -> Bool {
        try await base.fill(
            try mapped(key),
            with: value,
            metadata: mapped(metadata),
            expires: expires,
            token: token
        )
    }

    /// Releases in the base.
    public func release(_ key: CacheKey, token: LeaseToken) async throws(CacheError) {
        try await base.release(try mapped(key), token: token)
    }

    /// Asks the base, in as many trips as the base takes.
    public func leaseMany<Value: CacheValue>(
        _ keys: [CacheKey],
        for duration: Duration,
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Lease<Value>] {
        let names = try KeyNames(keys, in: self)
        let leases = try await base.leaseMany(names.mapped, for: duration, as: type)
        return names.restored(leases.mapValues { unmapped($0) })
    }

    /// Fills in the base, in as many trips as the base takes.
    public func fillMany<Value: CacheValue>(_ fills: [LeaseFill<Value>]) async throws(CacheError) -> Set<CacheKey> {
        let names = try KeyNames(fills.map(\.key), in: self)
        var mapped = fills
        for index in mapped.indices {
            mapped[index].key = try self.mapped(mapped[index].key)
            mapped[index].metadata = self.mapped(mapped[index].metadata)
        }
        return names.restored(try await base.fillMany(mapped))
    }

    /// Releases in the base, in as many trips as the base takes.
    public func releaseMany(_ leases: [CacheKey: LeaseToken]) async throws(CacheError) {
        var mapped: [CacheKey: LeaseToken] = [:]
        for (key, token) in leases { mapped[try self.mapped(key)] = token }
        try await base.releaseMany(mapped)
    }

    private func unmapped<Value>(_ lease: Lease<Value>) -> Lease<Value> {
        guard case .hit(let entry) = lease else { return lease }
        return .hit(unmapped(entry))
    }

    private func unmapped<Value>(_ entry: LeasedEntry<Value>) -> LeasedEntry<Value> {
        LeasedEntry(value: entry.value, metadata: unmapped(entry.metadata), timeToLive: entry.timeToLive)
    }
}
