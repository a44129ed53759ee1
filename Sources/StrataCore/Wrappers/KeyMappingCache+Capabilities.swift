extension KeyMappingCache where Base: AtomicCache {
    /// Asks the base.
    public func setIfAbsent<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        try await base.setIfAbsent(try mapped(key), to: value, expires: expires)
    }

    /// Counts in the base.
    public func increment(
        _ key: CacheKey,
        by amount: Int64,
        expires: Expiration
    ) async throws(CacheError) -> Int64 {
        try await base.increment(try mapped(key), by: amount, expires: expires)
    }

    /// Compares in the base.
    public func compareAndSet(
        _ key: CacheKey,
        expecting expected: CacheToken?,
        to token: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        try await base.compareAndSet(try mapped(key), expecting: expected, to: token, expires: expires)
    }

    /// Compares in the base.
    public func compareAndRemove(_ key: CacheKey, expecting expected: CacheToken) async throws(CacheError) -> Bool {
        try await base.compareAndRemove(try mapped(key), expecting: expected)
    }

    /// Compares in the base.
    public func compareAndExpire(
        _ key: CacheKey,
        expecting expected: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        try await base.compareAndExpire(try mapped(key), expecting: expected, expires: expires)
    }

    /// Draws a fencing number from the base.
    public func acquire(
        _ key: CacheKey,
        token: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> UInt64? {
        try await base.acquire(try mapped(key), token: token, expires: expires)
    }
}

extension KeyMappingCache where Base: ExpiringCache {
    /// Asks the base.
    public func timeToLive(_ key: CacheKey) async throws(CacheError) -> TimeToLive {
        try await base.timeToLive(try mapped(key))
    }

    /// Reads from the base.
    public func getWithTimeToLive<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> TimedValue<Value>? {
        try await base.getWithTimeToLive(try mapped(key), as: type)
    }

    /// Changes the base.
    public func expire(_ key: CacheKey, after expiration: Expiration) async throws(CacheError) -> Bool {
        try await base.expire(try mapped(key), after: expiration)
    }
}

extension KeyMappingCache where Base: TaggingCache {
    /// Writes to the base.
    public func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration,
        tags: Set<CacheTag>
    ) async throws(CacheError) {
        for tag in tags { try tag.validate() }
        try await base.set(try mapped(key), to: value, expires: expires, tags: Set(tags.map(mapped)))
    }

    /// Invalidates in the base.
    public func invalidate(tag: CacheTag) async throws(CacheError) {
        try tag.validate()
        try await base.invalidate(tag: mapped(tag))
    }

    /// Asks the base.
    public func tagVersions(of tags: Set<CacheTag>) async throws(CacheError) -> [CacheTag: UInt64] {
        for tag in tags { try tag.validate() }
        return unmapped(try await base.tagVersions(of: Set(tags.map(mapped))))
    }
}

extension KeyMappingCache where Base: ManagedCache {
    /// Asks the base.
    public func ping() async throws(CacheError) { try await base.ping() }

    /// The base's.
    public func statistics() async throws(CacheError) -> CacheStatistics { try await base.statistics() }

    /// Closes the base: this wrapper stands for it.
    public func close() async throws(CacheError) { try await base.close() }
}

extension KeyMappingCache {
    func mapped(_ metadata: EntryMetadata) -> EntryMetadata {
        var renamed = metadata
        renamed.tagVersions = Dictionary(metadata.tagVersions.map { (mapped($0), $1) }) { max($0, $1) }
        return renamed
    }

    func unmapped(_ metadata: EntryMetadata) -> EntryMetadata {
        var renamed = metadata
        renamed.tagVersions = unmapped(metadata.tagVersions)
        return renamed
    }

    fileprivate func unmapped(_ versions: [CacheTag: UInt64]) -> [CacheTag: UInt64] {
        Dictionary(versions.map { (unmapped($0), $1) }) { max($0, $1) }
    }
}
