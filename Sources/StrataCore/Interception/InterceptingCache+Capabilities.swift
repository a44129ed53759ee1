extension InterceptingCache where Base: ExpiringCache {
    /// Asks the base.
    public func timeToLive(_ key: CacheKey) async throws(CacheError) -> TimeToLive {
        try await intercept(CacheCall(.timeToLive, .key(key), found: Found.count)) { () throws(CacheError) in
            try await base.timeToLive(key)
        }
    }

    /// Reads from the base.
    public func getWithTimeToLive<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> TimedValue<Value>? {
        try await intercept(CacheCall(.getWithTimeToLive, .key(key), found: Found.count)) { () throws(CacheError) in
            try await base.getWithTimeToLive(key, as: type)
        }
    }

    /// Changes the base.
    public func expire(_ key: CacheKey, after expiration: Expiration) async throws(CacheError) -> Bool {
        try await intercept(CacheCall(.expire, .key(key), assuming: true)) { () throws(CacheError) in
            try await base.expire(key, after: expiration)
        }
    }
}

extension InterceptingCache where Base: ScannableCache {
    /// Scans the base.
    public func keys(
        matching pattern: GlobPattern,
        after cursor: ScanCursor?,
        limit: Int
    ) async throws(CacheError) -> ScanPage {
        try await intercept(CacheCall(.keys, .pattern(pattern))) { () throws(CacheError) in
            try await base.keys(matching: pattern, after: cursor, limit: limit)
        }
    }

    /// Removes from the base.
    @discardableResult
    public func removeAll(matching pattern: GlobPattern) async throws(CacheError) -> Int {
        try await intercept(CacheCall(.removeAll, .pattern(pattern))) { () throws(CacheError) in
            try await base.removeAll(matching: pattern)
        }
    }
}

extension InterceptingCache where Base: TaggingCache {
    /// Writes to the base.
    public func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration,
        tags: Set<CacheTag>
    ) async throws(CacheError) {
        try await intercept(CacheCall(.setWithTags, .key(key), assuming: ())) { () throws(CacheError) in
            try await base.set(key, to: value, expires: expires, tags: tags)
        }
    }

    /// Invalidates in the base.
    public func invalidate(tag: CacheTag) async throws(CacheError) {
        try await intercept(CacheCall(.invalidate, .tags([tag]), assuming: ())) { () throws(CacheError) in
            try await base.invalidate(tag: tag)
        }
    }

    /// Asks the base.
    public func tagVersions(of tags: Set<CacheTag>) async throws(CacheError) -> [CacheTag: UInt64] {
        try await intercept(CacheCall(.tagVersions, .tags(tags))) { () throws(CacheError) in
            try await base.tagVersions(of: tags)
        }
    }
}

extension InterceptingCache where Base: ManagedCache {
    /// Asks the base.
    public func ping() async throws(CacheError) {
        try await intercept(CacheCall(.ping, .everything, assuming: ())) { () throws(CacheError) in
            try await base.ping()
        }
    }

    /// The base's.
    public func statistics() async throws(CacheError) -> CacheStatistics {
        try await intercept(CacheCall(.statistics, .everything)) { () throws(CacheError) in
            try await base.statistics()
        }
    }

    /// Closes the base: this wrapper stands for it.
    public func close() async throws(CacheError) {
        try await intercept(CacheCall(.close, .everything, assuming: ())) { () throws(CacheError) in
            try await base.close()
        }
    }
}
