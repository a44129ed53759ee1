extension InterceptingCache where Base: AtomicCache {
    /// Writes to the base unless there is an entry.
    public func setIfAbsent<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        try await intercept(CacheCall(.setIfAbsent, .key(key), assuming: true)) { () throws(CacheError) in
            try await base.setIfAbsent(key, to: value, expires: expires)
        }
    }

    /// Counts in the base.
    public func increment(
        _ key: CacheKey,
        by amount: Int64,
        expires: Expiration
    ) async throws(CacheError) -> Int64 {
        try await intercept(CacheCall(.increment, .key(key))) { () throws(CacheError) in
            try await base.increment(key, by: amount, expires: expires)
        }
    }

    /// Compares in the base.
    public func compareAndSet(
        _ key: CacheKey,
        expecting expected: CacheToken?,
        to token: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        try await intercept(CacheCall(.compareAndSet, .key(key), assuming: true)) { () throws(CacheError) in
            try await base.compareAndSet(key, expecting: expected, to: token, expires: expires)
        }
    }

    /// Compares in the base.
    public func compareAndRemove(_ key: CacheKey, expecting expected: CacheToken) async throws(CacheError) -> Bool {
        try await intercept(CacheCall(.compareAndRemove, .key(key), assuming: true)) { () throws(CacheError) in
            try await base.compareAndRemove(key, expecting: expected)
        }
    }

    /// Compares in the base.
    public func compareAndExpire(
        _ key: CacheKey,
        expecting expected: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        try await intercept(CacheCall(.compareAndExpire, .key(key), assuming: true)) { () throws(CacheError) in
            try await base.compareAndExpire(key, expecting: expected, expires: expires)
        }
    }

    /// Draws a fencing number from the base.
    public func acquire(
        _ key: CacheKey,
        token: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> UInt64? {
        try await intercept(CacheCall(.acquire, .key(key))) { () throws(CacheError) in
            try await base.acquire(key, token: token, expires: expires)
        }
    }
}
