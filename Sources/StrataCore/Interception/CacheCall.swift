/// One call of an operation, on its way through a wrapper.
public struct CacheCall<Outcome: Sendable>: Sendable {
    /// What a call is about.
    public enum Subject: Hashable, Sendable {
        /// One key.
        case key(CacheKey)
        /// The keys of a batch, in its order.
        case keys([CacheKey])
        /// All keys that match.
        case pattern(GlobPattern)
        /// Some tags.
        case tags(Set<CacheTag>)
        /// The cache as a whole.
        case everything
    }

    /// The operation.
    public let operation: CacheOperation

    /// What the call is about.
    public let subject: Subject

    /// What the operation would answer had it succeeded in full: what a wrapper answers for a write that it drops. Nil where
    /// only the cache knows.
    public let assumedOutcome: Outcome?

    private let found: (@Sendable (Outcome) -> Int)?

    /// - Parameter found: How many entries an outcome found; nil for an operation that does not look for any.
    init(
        _ operation: CacheOperation,
        _ subject: Subject,
        assuming assumedOutcome: Outcome? = nil,
        found: (@Sendable (Outcome) -> Int)? = nil
    ) {
        self.operation = operation
        self.subject = subject
        self.assumedOutcome = assumedOutcome
        self.found = found
    }

    /// The key of a call with one key; nil for all others.
    public var key: CacheKey? {
        if case .key(let key) = subject { key } else { nil }
    }

    /// The keys of the call: one, those of a batch, or none.
    public var keys: [CacheKey] {
        switch subject {
        case .key(let key): [key]
        case .keys(let keys): keys
        case .pattern, .tags, .everything: []
        }
    }

    /// How many entries `outcome` found; nil for an operation that does not look for any.
    public func entriesFound(in outcome: Outcome) -> Int? {
        found?(outcome)
    }
}
