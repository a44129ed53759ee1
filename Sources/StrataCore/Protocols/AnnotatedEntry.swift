/// One entry of a batch that is written with metadata.
public struct AnnotatedEntry<Value: CacheValue>: Sendable {
    /// The key.
    public var key: CacheKey
    /// The value.
    public var value: Value
    /// What to store with it.
    public var metadata: EntryMetadata
    /// How long the entry lives.
    public var expires: Expiration

    /// Creates an entry of a batch.
    public init(_ key: CacheKey, _ value: Value, metadata: EntryMetadata, expires: Expiration) {
        self.key = key
        self.value = value
        self.metadata = metadata
        self.expires = expires
    }
}

extension AnnotatedEntry: Equatable where Value: Equatable {}
