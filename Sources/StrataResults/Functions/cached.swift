public import StrataCore

/// Makes a function whose results are kept in a cache.
///
/// ```swift
/// let fetchUser = cached("fetchUser", version: 1, expires: .hours(1), in: cache) { (id: String, page: Int) in
///     try await database.user(id, page: page)
/// }
/// let user = try await fetchUser("42", 1)
/// ```
///
/// - Parameters:
///   - name: The name of the function in keys and events. Two functions of one name share their entries.
///   - version: Raise it when the function returns something else for the same arguments.
///   - expires: How long a result is kept; nil, the default, for the cache's own default.
///   - cache: Where results are kept, unless ``ResultCache/current`` or ``CachedFunction/using(_:)`` say otherwise; with
///     none of the three the function runs at every call that no other call is under way for.
///   - prefix: What all keys begin with; `"cached"` by default.
///   - observer: Who is told of hits, misses, loads and failures; nobody by default.
///   - body: The function. Its arguments make the key, so leave out what does not change the result.
public func cached<Value: CacheValue, each Argument: Encodable & Sendable>(
    _ name: String,
    version: Int = 1,
    expires: Expiration? = nil,
    in cache: (any AsyncCache)? = nil,
    prefix: String = "cached",
    observer: (any CacheObserver)? = nil,
    _ body: @escaping @concurrent @Sendable (repeat each Argument) async throws -> Value
) -> CachedFunction<Value, repeat each Argument> {
    CachedFunction(
        name: name,
        version: version,
        prefix: prefix,
        expires: expires,
        cache: cache,
        observer: observer,
        body: body
    )
}
