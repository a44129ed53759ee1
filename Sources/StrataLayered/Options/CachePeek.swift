/// What a cache holds under a key, told without loading or promoting anything.
public struct CachePeek<Value: Sendable>: Sendable {
    /// The value.
    public let value: Value
    /// Where it is: ``CacheAnswer/Source/firstLevel`` or ``CacheAnswer/Source/secondLevel``.
    public let level: CacheAnswer<Value>.Source
    /// How long it is fresh yet; zero when it is stale, nil when it is fresh for ever.
    public let remaining: Duration?
    /// Whether it has expired and is kept for fail-safe.
    public let isStale: Bool
    /// How long ago it was loaded; nil when not known.
    public let age: Duration?
}
