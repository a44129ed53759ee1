/// What a cache answers when it is asked for a value or the right to compute it.
public enum Lease<Value: Sendable>: Sendable {
    /// There is an entry.
    case hit(LeasedEntry<Value>)
    /// There is none, and the caller is the one to compute it. Fill or release with this token.
    case granted(LeaseToken)
    /// There is none, and somebody else computes it. Ask again after this time, or sooner.
    case busy(retryAfter: Duration)
}

extension Lease: Equatable where Value: Equatable {}

extension Lease {
    /// The token of a granted lease; nil for the other answers.
    public var grantedToken: LeaseToken? {
        if case .granted(let token) = self { token } else { nil }
    }
}

/// An entry that a lease found.
public struct LeasedEntry<Value: Sendable>: Sendable {
    /// The value.
    public let value: Value
    /// What was stored with it; empty for an entry that a plain `set` stored.
    public let metadata: EntryMetadata
    /// How long the entry still has; never ``TimeToLive/absent``.
    public let timeToLive: TimeToLive

    /// Puts the three together.
    public init(value: Value, metadata: EntryMetadata, timeToLive: TimeToLive) {
        self.value = value
        self.metadata = metadata
        self.timeToLive = timeToLive
    }
}

extension LeasedEntry: Equatable where Value: Equatable {}

/// The proof of a granted lease. Unique for all time, in every process.
public struct LeaseToken: Hashable, Sendable {
    /// The token as the backend stores it.
    public let token: CacheToken

    /// Wraps the backend's token.
    public init(_ token: CacheToken) {
        self.token = token
    }

    /// A new token.
    public static func random() -> LeaseToken { LeaseToken(.random()) }
}

/// One fill of a batch.
public struct LeaseFill<Value: CacheValue>: Sendable {
    /// The key.
    public var key: CacheKey
    /// The value.
    public var value: Value
    /// What to store with it.
    public var metadata: EntryMetadata
    /// How long the entry lives.
    public var expires: Expiration
    /// The lease that it is filled under.
    public var token: LeaseToken

    /// Creates one fill of a batch.
    public init(_ key: CacheKey, with value: Value, metadata: EntryMetadata, expires: Expiration, token: LeaseToken) {
        self.key = key
        self.value = value
        self.metadata = metadata
        self.expires = expires
        self.token = token
    }
}
