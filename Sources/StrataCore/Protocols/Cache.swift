/// A cache that answers at once, without waiting: ``AsyncCache`` without the `async`.
///
/// It stands beside ``AsyncCache`` and does not refine it. A type that conforms to both has one set of methods: the
/// synchronous ones satisfy the asynchronous requirements too.
public protocol Cache: Sendable {
    /// How long an entry lives when the caller does not say. 300 seconds unless configured.
    var defaultExpiration: Expiration { get }

    /// The value of `key`, or nil when there is none or it has expired. See ``AsyncCache/get(_:as:)``.
    func get<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) throws(CacheError) -> Value?

    /// Stores `value` under `key`, replacing value and expiration. See ``AsyncCache/set(_:to:expires:)``.
    func set<Value: CacheValue>(_ key: CacheKey, to value: Value, expires: Expiration) throws(CacheError)

    /// Removes `key`. A missing key is not an error.
    func remove(_ key: CacheKey) throws(CacheError)

    /// Whether there is an entry under `key` that has not expired.
    func exists(_ key: CacheKey) throws(CacheError) -> Bool

    /// Removes every entry of this cache's namespace and nothing else.
    func clear() throws(CacheError)

    /// The values of those of `keys` that are there.
    func getMany<Value: CacheValue>(_ keys: [CacheKey], as type: Value.Type) throws(CacheError) -> [CacheKey: Value]

    /// Stores all `entries`, each with its own expiration. See ``AsyncCache/setMany(_:)``.
    func setMany<Value: CacheValue>(_ entries: [CacheEntry<Value>]) throws(CacheError)

    /// Removes all `keys`. Missing keys are not an error.
    func removeMany(_ keys: [CacheKey]) throws(CacheError)
}
