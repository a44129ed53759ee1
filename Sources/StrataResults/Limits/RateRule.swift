import StrataCore

/// The arithmetic of a limit: windows, weights and decisions, in milliseconds, without clock or cache.
///
/// A fixed window is a sliding one whose window before weighs nothing. All roundings are against the caller.
struct RateRule: Hashable, Sendable {
    /// How much may be spent in a window.
    let limit: Int64
    /// How long a window is.
    let window: Int64
    /// Whether the window before counts.
    let slides: Bool

    /// A point of time as a window sees it.
    struct Moment: Hashable, Sendable {
        /// The number of the window.
        let index: Int64
        /// How far the window has gone; less than its length.
        let elapsed: Int64
    }

    /// What the two counters say.
    struct Counts: Hashable, Sendable {
        /// Spent in the window before.
        let previous: Int64
        /// Spent in this window.
        let current: Int64
    }

    /// What is to be done with a request that has been counted.
    struct Verdict: Hashable, Sendable {
        let decision: RateLimitDecision
        /// Whether its cost is to be taken off the counter again.
        let isRefunded: Bool
    }

    /// Where `milliseconds` lies; windows begin at whole multiples of their length.
    func moment(at milliseconds: Int64) -> Moment {
        let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: window)
        return remainder < 0
            ? Moment(index: quotient - 1, elapsed: remainder + window)
            : Moment(index: quotient, elapsed: remainder)
    }

    /// How long a counter that begins at `moment` is needed: to the end of the last window that reads it, and a tenth
    /// of a window more, at least two seconds, for processes whose clocks differ.
    func lifetime(from moment: Moment) -> Int64 {
        (slides ? 2 * window : window) - moment.elapsed + max(window / 10, 2000)
    }

    /// Decides before anything is counted; nil when the request may be allowed and is to be counted.
    func preview(_ counts: Counts, cost: Int64, at moment: Moment) -> RateLimitDecision? {
        let counts = bounded(counts)
        let isOver = sum(usage(counts, at: moment), cost) > limit
        return isOver ? denial(counts, cost: cost, at: moment) : nil
    }

    /// Decides after the request was counted; `counts` contains it.
    ///
    /// What has been counted is never less than what was allowed, so racing requests are never allowed more than the
    /// limit. A denied request gives its cost back where that leaves room for a smaller one, now or when the window
    /// before weighs less.
    func verdict(_ counts: Counts, cost: Int64, at moment: Moment) -> Verdict {
        let before = Counts(previous: counts.previous, current: max(counts.current, cost) - cost)
        let others = bounded(before)
        if sum(usage(others, at: moment), cost) <= limit {
            let after = Counts(previous: others.previous, current: others.current + cost)
            return Verdict(decision: allowance(after, at: moment), isRefunded: false)
        }
        let isRefunded = cost <= limit && (slides || before.current < limit)
        return Verdict(decision: denial(others, cost: cost, at: moment), isRefunded: isRefunded)
    }

    /// What is said when the counter has come to the end of its range.
    func denial(whenFullAt moment: Moment, cost: Int64) -> RateLimitDecision {
        denial(Counts(previous: 0, current: limit), cost: cost, at: moment)
    }

    /// What counts as spent at `moment`, rounded up.
    private func usage(_ counts: Counts, at moment: Moment) -> Int64 {
        guard slides else { return counts.current }
        let weighed = Int128(counts.previous) * Int128(window - moment.elapsed)
        return sum(counts.current, Int64(clamping: (weighed + Int128(window) - 1) / Int128(window)))
    }

    /// No window allows more than the limit: what a counter holds beyond it was denied. Less than nothing is what is
    /// left of a refund to a counter that the cache had lost.
    private func bounded(_ counts: Counts) -> Counts {
        Counts(previous: min(max(counts.previous, 0), limit), current: min(max(counts.current, 0), limit))
    }

    private func allowance(_ counts: Counts, at moment: Moment) -> RateLimitDecision {
        decision(isAllowed: true, counts, retryAfter: nil, at: moment)
    }

    private func denial(_ counts: Counts, cost: Int64, at moment: Moment) -> RateLimitDecision {
        decision(isAllowed: false, counts, retryAfter: wait(counts, cost: cost, at: moment), at: moment)
    }

    private func decision(
        isAllowed: Bool,
        _ counts: Counts,
        retryAfter: Int64?,
        at moment: Moment
    ) -> RateLimitDecision {
        RateLimitDecision(
            isAllowed: isAllowed,
            limit: limit,
            remaining: max(limit - usage(counts, at: moment), 0),
            retryAfter: retryAfter.map { .milliseconds($0) },
            resetAfter: .milliseconds(reset(counts, at: moment)),
            failure: nil
        )
    }

    /// When nothing of what was spent counts any more.
    private func reset(_ counts: Counts, at moment: Moment) -> Int64 {
        let rest = window - moment.elapsed
        if counts.current > 0 { return slides ? rest + window : rest }
        return slides && counts.previous > 0 ? rest : 0
    }

    /// When `cost` fits for the first time; nil when it never does.
    private func wait(_ counts: Counts, cost: Int64, at moment: Moment) -> Int64? {
        guard cost <= limit else { return nil }
        let rest = window - moment.elapsed
        guard slides else { return rest }
        let room = limit - counts.current - cost
        if room >= 0 { return max(decay(of: counts.previous, to: room) - moment.elapsed, 0) }
        return rest + decay(of: counts.current, to: limit - cost)
    }

    /// How far the next window has gone when `spent` weighs no more than `room`.
    private func decay(of spent: Int64, to room: Int64) -> Int64 {
        guard spent > room else { return 0 }
        return window - Int64(Int128(room) * Int128(window) / Int128(spent))
    }

    private func sum(_ left: Int64, _ right: Int64) -> Int64 {
        left.addingReportingOverflow(right).overflow ? .max : left + right
    }
}
