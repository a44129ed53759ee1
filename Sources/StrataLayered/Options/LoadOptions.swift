public import StrataCore

/// How a value is loaded, kept and renewed by ``LayeredCache/getOrSet(_:as:_:load:)``.
///
/// The defaults are those of a plain cache: one load at a time, nothing stale, no renewal before the expiration.
public struct LoadOptions: Sendable {
    /// How long a loaded value is fresh; nil, the default, for the cache's own default.
    public var expires: Expiration?

    /// The tags of the value. A load may add more from inside with ``LoadContext/addTags(_:)``.
    public var tags: Set<CacheTag> = []

    /// Whether and how a stale value is served when there is no fresh one; nil, the default, for never.
    public var failSafe: FailSafe?

    /// After this time a caller gets the stale value, where fail-safe offers one, and the load goes on in the background; nil, the
    /// default, for never.
    public var softTimeout: Duration?

    /// After this time the load is cancelled: a stale value is served where fail-safe offers one, otherwise callers get
    /// ``CacheError/Code/deadlineExceeded``. The load of another process is waited for as long before. nil, the default, for
    /// never.
    public var hardTimeout: Duration?

    /// At which part of its lifetime a fresh value is renewed in the background, between 0 and 1; nil, the default, for never.
    /// 0.8 renews what is read in the last fifth of its life.
    public var refreshAhead: Double?

    /// How eagerly a value is renewed early by chance, in proportion to what its load cost; 0, the default, for never, 1 for
    /// the optimum of A. Vattani et al., "Optimal Probabilistic Cache Stampede Prevention", VLDB 2015.
    public var earlyExpiration: Double = 0

    /// How much longer than `expires` a value may be kept, drawn anew for each, so that what was loaded together does not expire
    /// together. Zero by default.
    public var jitter: Duration = .zero

    /// How long the right to load lasts in the second level. A process that dies while it loads keeps the others waiting for no
    /// longer. 10 seconds by default; choose more than a load takes.
    public var lease: Duration = .seconds(10)

    /// Creates the default options.
    public init(expires: Expiration? = nil, tags: Set<CacheTag> = [], failSafe: FailSafe? = nil) {
        self.expires = expires
        self.tags = tags
        self.failSafe = failSafe
    }
}

/// How a stale value stands in for a fresh one.
public struct FailSafe: Hashable, Sendable {
    /// For how long after its expiration a value may be served.
    public var maximumStaleness: Duration

    /// How long a failed load is not tried again while a stale value stands in. 5 seconds by default.
    public var throttle: Duration

    /// Creates a fail-safe.
    public init(maximumStaleness: Duration, throttle: Duration = .seconds(5)) {
        self.maximumStaleness = maximumStaleness
        self.throttle = throttle
    }
}
