/// A cache: in memory, in a file, or on a server.
///
/// A backend of your own begins each operation with ``CacheKey/validate()``, and each write with ``refuseNil(_:)`` and
/// ``Expiration/milliseconds()``: they keep the laws of keys, of nil and of expirations.
///
/// It implements ``defaultExpiration`` (which has a default of 300 seconds) and the five operations from
/// ``get(_:as:)`` to ``clear()``; the batch operations come by default and loop. The laws that every cache keeps stand in
/// `StrataTestKit`, which runs them against your backend in three lines.
///
/// Every operation throws ``CacheError`` and nothing else: ``CacheError/Code/cancelled`` promptly when the task is cancelled,
/// ``CacheError/Code/closed`` after the cache was closed, ``CacheError/Code/invalidKey`` for an empty key.
public protocol AsyncCache: Sendable {
    /// How long an entry lives when the caller does not say. 300 seconds unless configured.
    var defaultExpiration: Expiration { get }

    /// The value of `key`, or nil when there is none or it has expired.
    ///
    /// - Throws: ``CacheError/Code/decodingFailed`` when the stored value is not a `Value`.
    func get<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) async throws(CacheError) -> Value?

    /// Stores `value` under `key`, replacing both value and expiration of what was there.
    ///
    /// - Throws: ``CacheError/Code/nilValue`` for an empty optional, ``CacheError/Code/encodingFailed`` for what the codec
    ///   cannot hold, ``CacheError/Code/invalidExpiration`` when `expires` is zero or negative.
    func set<Value: CacheValue>(_ key: CacheKey, to value: Value, expires: Expiration) async throws(CacheError)

    /// Removes `key`. A missing key is not an error.
    func remove(_ key: CacheKey) async throws(CacheError)

    /// Whether there is an entry under `key` that has not expired.
    func exists(_ key: CacheKey) async throws(CacheError) -> Bool

    /// Removes every entry of this cache's namespace and nothing else. What was there when the call began is gone when
    /// it returns.
    func clear() async throws(CacheError)

    /// The values of those of `keys` that are there. Equal to as many single calls of ``get(_:as:)``.
    func getMany<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Value]

    /// Stores all `entries`, each with its own expiration. Where a key comes twice the last one stays.
    ///
    /// Every entry is checked before the first one is written.
    func setMany<Value: CacheValue>(_ entries: [CacheEntry<Value>]) async throws(CacheError)

    /// Removes all `keys`. Missing keys are not an error.
    func removeMany(_ keys: [CacheKey]) async throws(CacheError)
}
