extension ObservedCache: AtomicCache where Base: AtomicCache {
    /// Writes to the base; a write, whether it stored or not.
    public func setIfAbsent<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        try await observing(key, .write) { try await base.setIfAbsent(key, to: value, expires: expires) }
    }

    /// Counts in the base.
    public func increment(
        _ key: CacheKey,
        by amount: Int64,
        expires: Expiration
    ) async throws(CacheError) -> Int64 {
        try await observing(key, .write) { try await base.increment(key, by: amount, expires: expires) }
    }

    /// Compares in the base.
    public func compareAndSet(
        _ key: CacheKey,
        expecting expected: CacheToken?,
        to token: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        try await observing(key, .write) {
            try await base.compareAndSet(key, expecting: expected, to: token, expires: expires)
        }
    }

    /// Compares in the base.
    public func compareAndRemove(_ key: CacheKey, expecting expected: CacheToken) async throws(CacheError) -> Bool {
        try await observing(key, .removal) { try await base.compareAndRemove(key, expecting: expected) }
    }

    /// Compares in the base.
    public func compareAndExpire(
        _ key: CacheKey,
        expecting expected: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        try await observing(key, .write) {
            try await base.compareAndExpire(key, expecting: expected, expires: expires)
        }
    }

    /// Draws a fencing number from the base.
    public func acquire(
        _ key: CacheKey,
        token: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> UInt64? {
        try await observing(key, .write) { try await base.acquire(key, token: token, expires: expires) }
    }
}

extension ObservedCache: ExpiringCache where Base: ExpiringCache {
    /// Asks the base.
    public func timeToLive(_ key: CacheKey) async throws(CacheError) -> TimeToLive {
        try await observing(key, hits: Observation.hits) { try await base.timeToLive(key) }
    }

    /// Reads from the base.
    public func getWithTimeToLive<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> TimedValue<Value>? {
        try await observing(key, hits: Observation.hits) { try await base.getWithTimeToLive(key, as: type) }
    }

    /// Changes the base.
    public func expire(_ key: CacheKey, after expiration: Expiration) async throws(CacheError) -> Bool {
        try await observing(key, .write) { try await base.expire(key, after: expiration) }
    }
}

extension ObservedCache: ScannableCache where Base: ScannableCache {
    /// Scans the base; reported only when it fails.
    public func keys(
        matching pattern: GlobPattern,
        after cursor: ScanCursor?,
        limit: Int
    ) async throws(CacheError) -> ScanPage {
        try await observing(nil, wanted: 0, hits: { _ in 0 }) {
            try await base.keys(matching: pattern, after: cursor, limit: limit)
        }
    }

    /// Removes from the base.
    @discardableResult
    public func removeAll(matching pattern: GlobPattern) async throws(CacheError) -> Int {
        try await observing(nil, .removal) { try await base.removeAll(matching: pattern) }
    }
}

extension ObservedCache: TaggingCache where Base: TaggingCache {
    /// Writes to the base.
    public func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration,
        tags: Set<CacheTag>
    ) async throws(CacheError) {
        try await observing(key, .write) { try await base.set(key, to: value, expires: expires, tags: tags) }
    }

    /// Invalidates in the base.
    public func invalidate(tag: CacheTag) async throws(CacheError) {
        try await observing(nil, .removal) { try await base.invalidate(tag: tag) }
    }

    /// Asks the base; reported only when it fails.
    public func tagVersions(of tags: Set<CacheTag>) async throws(CacheError) -> [CacheTag: UInt64] {
        try await observing(nil, wanted: 0, hits: { _ in 0 }) { try await base.tagVersions(of: tags) }
    }
}

extension ObservedCache: ManagedCache where Base: ManagedCache {
    /// Asks the base; reported only when it fails.
    public func ping() async throws(CacheError) {
        try await observing(nil, wanted: 0, hits: { _ in 0 }) { try await base.ping() }
    }

    /// The base's.
    public func statistics() async throws(CacheError) -> CacheStatistics { try await base.statistics() }

    /// Closes the base: this wrapper stands for it.
    public func close() async throws(CacheError) { try await base.close() }
}
