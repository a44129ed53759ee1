/// A value and how the cache came by it.
public struct CacheAnswer<Value: Sendable>: Sendable {
    /// Where a value came from.
    public enum Source: String, Hashable, Sendable {
        /// From this process's memory.
        case firstLevel
        /// From the second level.
        case secondLevel
        /// From a load that this call started.
        case load
        /// From a load that another call of this process had started.
        case coalesced
    }

    /// Why a load was started.
    public enum Reason: String, Hashable, Sendable {
        /// There was no value.
        case missing
        /// There was a value, and it had expired.
        case expired
        /// There was a value, and one of its tags was invalidated.
        case invalidated
        /// The second level could not be asked.
        case unavailable
    }

    /// The value.
    public let value: Value
    /// Where it came from.
    public let source: Source
    /// Whether it had expired, and fail-safe served it all the same.
    public let isStale: Bool
    /// How long ago it was loaded; nil when not known. By the wall clocks of those who loaded and read it.
    public let age: Duration?
    /// Why it was loaded, or why a load was tried before a stale value was served; nil for a plain hit.
    public let reason: Reason?

    init(_ value: Value, from source: Source, isStale: Bool = false, age: Duration? = nil, reason: Reason? = nil) {
        self.value = value
        self.source = source
        self.isStale = isStale
        self.age = age
        self.reason = reason
    }

    func coalesced() -> CacheAnswer {
        CacheAnswer(value, from: .coalesced, isStale: isStale, age: age, reason: reason)
    }
}
