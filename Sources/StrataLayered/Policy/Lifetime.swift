import StrataCore

/// How long an entry lives in a level, and for how much of that it is stale.
struct Lifetime: Hashable, Sendable {
    /// What is given to the level.
    var expires: Expiration
    /// The milliseconds at the end in which the entry is stale; nil for none.
    var grace: Int64?

    /// The lifetime of a new entry that is fresh for `expires` and may be served stale for `staleness` after that.
    init(freshFor expires: Expiration, staleFor staleness: Duration?) throws(CacheError) {
        guard let fresh = try expires.milliseconds() else {
            self.init(expires: .never, grace: nil)
            return
        }
        guard let staleness, staleness > .zero, fresh < Expiration.longestMilliseconds else {
            self.init(expires: .milliseconds(fresh), grace: nil)
            return
        }
        // Together no longer than what is counted: beyond it the entry would never expire, and so be fresh for ever.
        let stale = min(staleness.wholeMilliseconds, Expiration.longestMilliseconds - fresh)
        self.init(expires: .milliseconds(fresh + stale), grace: stale)
    }

    private init(expires: Expiration, grace: Int64?) {
        self.expires = expires
        self.grace = grace
    }

    /// The lifetime of a copy in another level, which is fresh for no longer than `limit` and lives for no longer than the
    /// original: it is promoted with the time that is left. nil when nothing is left.
    init?(of timeToLive: TimeToLive, grace: Int64?, freshForAtMost limit: Int64?) {
        let freshness = Freshness(timeToLive: timeToLive, grace: grace)
        switch timeToLive {
        case .absent: return nil
        case .immortal:
            self.init(expires: limit.map { .milliseconds($0) } ?? .never, grace: nil)
        case .remaining(let duration):
            let total = duration.wholeMilliseconds
            guard total > 0 else { return nil }
            let fresh = max(0, min(freshness.remaining ?? .max, limit ?? .max))
            let stale = grace == nil ? nil : total - fresh
            self.init(expires: .milliseconds(grace == nil ? fresh : total), grace: stale)
        }
    }
}
