public import StrataCore

/// A limit on how often each client may do something, which processes share through a cache.
///
/// ```swift
/// let limiter = try RateLimiter("api", limit: 100, per: .seconds(60), in: cache, whenCacheFails: .allow)
/// let decision = try await limiter.allow("client-1")
/// guard decision.isAllowed else { return tooManyRequests(retryAfter: decision.retryAfter) }
/// ```
///
/// Whoever races, in one process or several: no window allows more than the limit, as ``Algorithm`` says in detail.
/// Windows begin at multiples of their length on the clock, so processes agree on them as far as their clocks do: a
/// difference of `d` makes a span up to `d` longer. When the cache loses a counter, by eviction or restart, that
/// client's window begins anew.
///
/// A decision takes one trip with fixed windows. With sliding ones it takes two, and one when it is denied. A request
/// that is denied after it was counted gives its cost back in one trip more: with sliding windows who lost a race for
/// the last places, with fixed ones only who was too large for what is left. Until then others may be denied what is
/// free again, and with fixed windows they stay counted.
public struct RateLimiter: Sendable {
    private let name: String
    private let rule: RateRule
    private let cache: any AtomicCache
    private let failurePolicy: FailurePolicy
    private let prefix: String
    private let clock: any CacheClock

    /// A limiter in `cache`.
    ///
    /// - Parameters:
    ///   - name: What is limited. Limiters of one name and window in one cache share their counters.
    ///   - limit: How much each client may spend in a window: 1 to 1,000,000,000,000.
    ///   - window: How long a window is: 1 millisecond to 366 days; fractions of milliseconds are rounded up.
    ///   - algorithm: How it is counted; ``Algorithm/slidingWindow`` by default.
    ///   - cache: Where the counters are.
    ///   - failurePolicy: What is decided when the cache fails.
    ///   - prefix: What all keys begin with; `"limit"` by default.
    ///   - clock: Where windows begin and end; the wall clock by default. All processes must use the same one.
    /// - Throws: ``StrataCore/CacheError/Code/invalidConfiguration`` when limit or window are out of their range.
    public init(
        _ name: String,
        limit: Int64,
        per window: Duration,
        algorithm: Algorithm = .slidingWindow,
        in cache: any AtomicCache,
        whenCacheFails failurePolicy: FailurePolicy,
        prefix: String = "limit",
        clock: any CacheClock = WallClock()
    ) throws(CacheError) {
        guard (1...1_000_000_000_000).contains(limit) else {
            throw CacheError(.invalidConfiguration, message: "a limit takes between 1 and 1,000,000,000,000")
        }
        guard window > .zero, window <= .seconds(366 * 86_400),
            let milliseconds = try Expiration.after(window).milliseconds()
        else {
            throw CacheError(.invalidConfiguration, message: "a window takes between a millisecond and 366 days")
        }
        self.name = name
        rule = RateRule(limit: limit, window: milliseconds, slides: algorithm == .slidingWindow)
        self.cache = cache
        self.failurePolicy = failurePolicy
        self.prefix = prefix
        self.clock = clock
    }

    /// Decides on a request of `client`, and counts it when it is allowed.
    ///
    /// - Parameters:
    ///   - client: Whose request it is. Any text.
    ///   - cost: How much of the limit it spends; 1 by default, at least 1. What costs more than the limit is denied
    ///     without a look at the cache.
    /// - Throws: ``StrataCore/CacheError/Code/invalidArgument`` for a cost below 1;
    ///   ``StrataCore/CacheError/Code/cancelled``, where the request may or may not have been counted; with
    ///   ``FailurePolicy/throwError`` what the cache throws.
    public func allow(_ client: String, cost: Int64 = 1) async throws(CacheError) -> RateLimitDecision {
        guard cost >= 1 else { throw CacheError(.invalidArgument, message: "a request costs at least 1") }
        let moment = rule.moment(at: clock.milliseconds())
        guard cost <= rule.limit else { return uncounted(isAllowed: false) }
        do throws(CacheError) {
            return try await decide(client, cost, moment)
        } catch {
            return try decision(without: error, cost, moment)
        }
    }

    private func decide(
        _ client: String,
        _ cost: Int64,
        _ moment: RateRule.Moment
    ) async throws(CacheError) -> RateLimitDecision {
        let current = key(client, moment.index)
        var previous: Int64 = 0
        if rule.slides {
            let before = key(client, moment.index - 1)
            let found = try await cache.getMany([before, current], as: Int64.self)
            previous = found[before] ?? 0
            let counts = RateRule.Counts(previous: previous, current: found[current] ?? 0)
            if let denial = rule.preview(counts, cost: cost, at: moment) { return denial }
        }
        let expires = Expiration.milliseconds(rule.lifetime(from: moment))
        let sum = try await cache.increment(current, by: cost, expires: expires)
        let counts = RateRule.Counts(previous: previous, current: sum)
        let verdict = rule.verdict(counts, cost: cost, at: moment)
        if verdict.isRefunded { await refund(current, cost, expires) }
        return verdict.decision
    }

    /// Takes the cost of a denied request off again. A failure leaves the counter too high until its window ends.
    private func refund(_ key: CacheKey, _ cost: Int64, _ expires: Expiration) async {
        await runToTheEnd { [cache] in
            _ = try? await cache.increment(key, by: -cost, expires: expires)
        }
    }

    private func decision(
        without error: CacheError,
        _ cost: Int64,
        _ moment: RateRule.Moment
    ) throws(CacheError) -> RateLimitDecision {
        if error.code == .cancelled { throw error }
        // A counter at the end of its range is full.
        if error.code == .outOfRange { return rule.denial(whenFullAt: moment, cost: cost) }
        guard failurePolicy != .throwError else { throw error }
        return uncounted(isAllowed: failurePolicy == .allow, failure: error.code)
    }

    private func uncounted(isAllowed: Bool, failure: CacheError.Code? = nil) -> RateLimitDecision {
        RateLimitDecision(
            isAllowed: isAllowed,
            limit: rule.limit,
            remaining: 0,
            retryAfter: nil,
            resetAfter: .zero,
            failure: failure
        )
    }

    private func key(_ client: String, _ index: Int64) -> CacheKey {
        CacheKey(.text(prefix), .text(name), .text(client), .integer(rule.window), .integer(index))
    }
}
