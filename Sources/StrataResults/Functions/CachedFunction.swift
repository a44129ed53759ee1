public import StrataCore

/// A function whose results are kept in a cache. Made by ``cached(_:version:expires:in:prefix:observer:_:)``.
///
/// Calling it returns the stored result, or runs the function and stores what it returns:
///
/// - Calls with the same arguments at the same time run the function once. A caller that is cancelled leaves with
///   `CancellationError` and does not disturb the others; when the last one has left, the function's task is cancelled.
/// - `nil` is returned and never stored. An error of the function passes unchanged and is never stored.
/// - A function that calls itself with the same arguments, also through another function of the same name, does not wait for
///   itself: the inner call runs, and its result is not stored.
/// - A cache that is down, slow, full, or holds something that does not decode costs time and nothing else: the function
///   runs, the observer is told, an entry that does not decode is removed. How long a slow cache may take is the cache's own
///   deadline.
///
/// The key of a call is `<prefix>:<function>:<fingerprint>:<arguments>`. The fingerprint covers the declared version and
/// the shape of the result type, so that a program with another shape neither fails on old entries nor serves them. Where a type
/// does not let its shape be seen (enumerations with associated values, types that check what they decode), raise the
/// version by hand when it changes. Arguments are written as canonical JSON, or as its SHA-256 in keys of more than 200 bytes.
///
/// Run-once needs a cache that is an object (an actor or a class), a wrapper of this library around one, or the cache that the
/// function was declared with. With another value type every call that finds nothing runs the function.
public struct CachedFunction<Value: CacheValue, each Argument: Encodable & Sendable>: Sendable {
    let name: String
    let expires: Expiration?
    let observer: (any CacheObserver)?
    let body: @concurrent @Sendable (repeat each Argument) async throws -> Value

    private let resultKey: ResultKey
    private let declared: (any AsyncCache)?
    private let chosen: (any AsyncCache)?
    private let flights: ResultFlights<Value>
    private let identity = FunctionIdentity()

    init(
        name: String,
        version: Int,
        prefix: String,
        expires: Expiration?,
        cache: (any AsyncCache)?,
        observer: (any CacheObserver)?,
        body: @escaping @concurrent @Sendable (repeat each Argument) async throws -> Value
    ) {
        self.name = name
        self.expires = expires
        self.observer = observer
        self.body = body
        let fingerprint = Fingerprint.of(Value.self, version: version)
        resultKey = ResultKey(prefix: prefix, function: name, fingerprint: fingerprint)
        declared = cache
        chosen = nil
        flights = .shared()
    }

    private init(_ other: CachedFunction, chosen: any AsyncCache) {
        name = other.name
        expires = other.expires
        observer = other.observer
        body = other.body
        resultKey = other.resultKey
        declared = other.declared
        self.chosen = chosen
        flights = other.flights
    }

    /// The same function with `cache`, whatever it was declared with: `try await fetchUser.using(cache)("1", 2)`.
    public func using(_ cache: any AsyncCache) -> CachedFunction {
        CachedFunction(self, chosen: cache)
    }

    /// The key that the result of a call with `arguments` is stored under. O(n) in the size of the arguments; hashes nothing
    /// while the key has at most 200 bytes.
    ///
    /// - Throws: ``CacheError/Code/encodingFailed`` when an argument cannot be encoded. A call with such arguments runs the
    ///   function without the cache.
    public func key(for arguments: repeat each Argument) throws(CacheError) -> CacheKey {
        do {
            return try resultKey(repeat each arguments)
        } catch {
            throw CacheError(.encodingFailed, message: "an argument cannot be encoded", underlying: error)
        }
    }

    var engine: ResultEngine<Value> {
        let overriding = chosen ?? ResultCache.current
        let cache = overriding ?? declared ?? NoCache()
        return ResultEngine(
            store: ResultStore(cache: cache, expires: expires, source: name, observer: observer),
            flights: flights,
            fallback: overriding == nil ? identity : nil
        )
    }
}

/// Stands for the cache that a function was declared with, where that has no identity of its own.
///
/// The engine holds it while loads are under way, because an identity is an address.
final class FunctionIdentity: Sendable {}
