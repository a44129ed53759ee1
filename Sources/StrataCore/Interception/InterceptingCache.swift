/// A wrapper through which every operation passes at one place.
///
/// A wrapper of your own has a ``base`` and an ``intercept(_:_:)``; all operations come from extensions, and the capabilities by
/// declaring them: `extension MyWrapper: AtomicCache where Base: AtomicCache {}`.
public protocol InterceptingCache: AsyncCache {
    /// The cache that is wrapped.
    associatedtype Base: AsyncCache

    /// The cache that is wrapped.
    var base: Base { get }

    /// Answers a call.
    ///
    /// - Parameters:
    ///   - call: What was called.
    ///   - proceed: Calls the base. It may be called once, or not at all.
    func intercept<Outcome>(
        _ call: CacheCall<Outcome>,
        _ proceed: () async throws(CacheError) -> Outcome
    ) async throws(CacheError) -> Outcome
}

extension InterceptingCache {
    /// The base's.
    public var defaultExpiration: Expiration { base.defaultExpiration }

    /// Reads from the base.
    public func get<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) async throws(CacheError) -> Value? {
        try await intercept(CacheCall(.get, .key(key), found: Found.count)) { () throws(CacheError) in
            try await base.get(key, as: type)
        }
    }

    /// Writes to the base.
    public func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) {
        try await intercept(CacheCall(.set, .key(key), assuming: ())) { () throws(CacheError) in
            try await base.set(key, to: value, expires: expires)
        }
    }

    /// Removes from the base.
    public func remove(_ key: CacheKey) async throws(CacheError) {
        try await intercept(CacheCall(.remove, .key(key), assuming: ())) { () throws(CacheError) in
            try await base.remove(key)
        }
    }

    /// Asks the base.
    public func exists(_ key: CacheKey) async throws(CacheError) -> Bool {
        try await intercept(CacheCall(.exists, .key(key), found: Found.count)) { () throws(CacheError) in
            try await base.exists(key)
        }
    }

    /// Clears the base.
    public func clear() async throws(CacheError) {
        try await intercept(CacheCall(.clear, .everything, assuming: ())) { () throws(CacheError) in
            try await base.clear()
        }
    }

    /// Reads from the base.
    public func getMany<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Value] {
        try await intercept(CacheCall(.getMany, .keys(keys), found: Found.count)) { () throws(CacheError) in
            try await base.getMany(keys, as: type)
        }
    }

    /// Writes to the base.
    public func setMany<Value: CacheValue>(_ entries: [CacheEntry<Value>]) async throws(CacheError) {
        try await intercept(CacheCall(.setMany, .keys(entries.map(\.key)), assuming: ())) { () throws(CacheError) in
            try await base.setMany(entries)
        }
    }

    /// Removes from the base.
    public func removeMany(_ keys: [CacheKey]) async throws(CacheError) {
        try await intercept(CacheCall(.removeMany, .keys(keys), assuming: ())) { () throws(CacheError) in
            try await base.removeMany(keys)
        }
    }
}
