public import StrataCore

extension AsyncCache {
    /// The stored value for `name` and `arguments`, or what `body` returns: ``CachedFunction`` without a function of its own.
    ///
    /// ```swift
    /// let user: User? = try await cache.cachedValue("user", id, locale, expires: .hours(1)) {
    ///     try await database.user(id, locale)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - name: The name in keys and events.
    ///   - arguments: What the value depends on.
    ///   - version: Raise it when `body` returns something else for the same arguments.
    ///   - expires: How long the value is kept; nil, the default, for the cache's own default.
    ///   - prefix: What all keys begin with; `"cached"` by default.
    ///   - observer: Who is told of hits, misses, loads and failures; nobody by default.
    ///   - body: Makes the value when there is none. Not stored when it returns nil.
    /// - Throws: What `body` throws; `CancellationError` when the caller is cancelled; never an error of the cache.
    public func cachedValue<Value: CacheValue, each Argument: Encodable & Sendable>(
        _ name: String,
        _ arguments: repeat each Argument,
        version: Int = 1,
        expires: Expiration? = nil,
        prefix: String = "cached",
        observer: (any CacheObserver)? = nil,
        _ body: @escaping @concurrent @Sendable () async throws -> Value
    ) async throws -> Value {
        let store = ResultStore(cache: self, expires: expires, source: name, observer: observer)
        let resultKey = ResultKey.shared(prefix: prefix, function: name, version: version, for: Value.self)
        let key: CacheKey
        do {
            key = try resultKey(repeat each arguments)
        } catch {
            store.report(.failure, nil, CacheError(.encodingFailed, underlying: error))
            return try await body()
        }
        let engine = ResultEngine<Value>(store: store, flights: .shared())
        return try await engine.value(key, after: try await engine.look(key), body)
    }
}
