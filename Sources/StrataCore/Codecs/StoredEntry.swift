/// A value and what was stored beside it.
public struct StoredEntry<Value: CacheValue>: Sendable {
    /// The value.
    public let value: Value
    /// What was stored beside it; empty for a plain value.
    public let metadata: EntryMetadata

    /// Puts both together.
    public init(value: Value, metadata: EntryMetadata) {
        self.value = value
        self.metadata = metadata
    }
}

extension StoredEntry: Equatable where Value: Equatable {}
