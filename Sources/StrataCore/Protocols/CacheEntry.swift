/// One entry of a batch: a key, its value and its own expiration.
public struct CacheEntry<Value: CacheValue>: Sendable {
    /// The key.
    public var key: CacheKey
    /// The value.
    public var value: Value
    /// How long this entry lives.
    public var expires: Expiration

    /// Creates an entry of a batch.
    public init(_ key: CacheKey, _ value: Value, expires: Expiration) {
        self.key = key
        self.value = value
        self.expires = expires
    }
}

extension CacheEntry: Equatable where Value: Equatable {}
