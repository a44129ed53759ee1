extension InterceptingCache where Self: LeasingCache, Base: LeasingCache {
    /// Reads from the base.
    public func entry<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> LeasedEntry<Value>? {
        try await intercept(CacheCall(.entry, .key(key), found: Found.count)) { () throws(CacheError) in
            try await base.entry(key, as: type)
        }
    }

    /// Writes to the base.
    public func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        metadata: EntryMetadata,
        expires: Expiration
    ) async throws(CacheError) {
        try await intercept(CacheCall(.setWithMetadata, .key(key), assuming: ())) { () throws(CacheError) in
            try await base.set(key, to: value, metadata: metadata, expires: expires)
        }
    }

    /// Reads from the base.
    public func entries<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: LeasedEntry<Value>] {
        try await intercept(CacheCall(.entries, .keys(keys), found: Found.count)) { () throws(CacheError) in
            try await base.entries(keys, as: type)
        }
    }

    /// Writes to the base.
    public func setMany<Value: CacheValue>(_ entries: [AnnotatedEntry<Value>]) async throws(CacheError) {
        let keys = entries.map(\.key)
        try await intercept(CacheCall(.setManyWithMetadata, .keys(keys), assuming: ())) { () throws(CacheError) in
            try await base.setMany(entries)
        }
    }

    /// Asks the base.
    public func lease<Value: CacheValue>(
        _ key: CacheKey,
        for duration: Duration,
        refreshing: Bool,
        as type: Value.Type
    ) async throws(CacheError) -> Lease<Value> {
        try await intercept(CacheCall(.lease, .key(key), found: Found.count)) { () throws(CacheError) in
            try await base.lease(key, for: duration, refreshing: refreshing, as: type)
        }
    }

    /// Fills in the base.
    public func fill<Value: CacheValue>(
        _ key: CacheKey,
        with value: Value,
        metadata: EntryMetadata,
        expires: Expiration,
        token: LeaseToken
    ) async throws(CacheError) -> Bool {
        try await intercept(CacheCall(.fill, .key(key), assuming: true)) { () throws(CacheError) in
            try await base.fill(key, with: value, metadata: metadata, expires: expires, token: token)
        }
    }

    /// Releases in the base.
    public func release(_ key: CacheKey, token: LeaseToken) async throws(CacheError) {
        try await intercept(CacheCall(.release, .key(key), assuming: ())) { () throws(CacheError) in
            try await base.release(key, token: token)
        }
    }

    /// Asks the base.
    public func leaseMany<Value: CacheValue>(
        _ keys: [CacheKey],
        for duration: Duration,
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Lease<Value>] {
        try await intercept(CacheCall(.leaseMany, .keys(keys), found: Found.count)) { () throws(CacheError) in
            try await base.leaseMany(keys, for: duration, as: type)
        }
    }

    /// Fills in the base.
    public func fillMany<Value: CacheValue>(_ fills: [LeaseFill<Value>]) async throws(CacheError) -> Set<CacheKey> {
        let keys = fills.map(\.key)
        return try await intercept(CacheCall(.fillMany, .keys(keys), assuming: Set(keys))) { () throws(CacheError) in
            try await base.fillMany(fills)
        }
    }

    /// Releases in the base.
    public func releaseMany(_ leases: [CacheKey: LeaseToken]) async throws(CacheError) {
        try await intercept(CacheCall(.releaseMany, .keys(Array(leases.keys)), assuming: ())) { () throws(CacheError) in
            try await base.releaseMany(leases)
        }
    }
}
