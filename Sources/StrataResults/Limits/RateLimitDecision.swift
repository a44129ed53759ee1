public import StrataCore

/// What a ``RateLimiter`` says to a request.
public struct RateLimitDecision: Hashable, Sendable {
    /// Whether the request may go on.
    public let isAllowed: Bool

    /// How much may be spent in a window.
    public let limit: Int64

    /// How much could be spent now, after this request, at most; never negative. 0 when nothing was counted, because
    /// the cache failed or the request costs more than the limit.
    public let remaining: Int64

    /// How long to wait before the same request can be allowed, if nobody else spends anything meanwhile.
    ///
    /// nil when it is allowed, when it costs more than the limit and so never will be, and when the cache failed.
    public let retryAfter: Duration?

    /// How long until the whole limit is there again, if nobody spends anything meanwhile. Zero when nothing was
    /// counted.
    public let resetAfter: Duration

    /// Why the decision was made by ``RateLimiter/FailurePolicy``; nil when the cache did not fail.
    public let failure: CacheError.Code?
}
