/// When to try again for a lock that somebody else holds: pure arithmetic in nanoseconds of one clock.
///
/// Exponential with full jitter (M. Brooker, "Exponential Backoff And Jitter", 2015): a random time up to a bound that
/// doubles from 10 milliseconds to half a second, so that those who wait do not come back together.
struct LockPatience: Sendable {
    /// What somebody who waits has to do.
    enum Step: Hashable, Sendable {
        /// Try again after so many nanoseconds.
        case wait(Int64)
        /// Stop waiting.
        case giveUp
    }

    private static let shortest: Int64 = 1_000_000
    private static let longest: Int64 = 500_000_000

    private let endsAt: Int64
    private var bound: Int64 = 10_000_000

    /// Patience for `timeout` nanoseconds from `now` on.
    init(timeout: Int64, from now: Int64) {
        endsAt = now.addingReportingOverflow(timeout).overflow ? .max : now + timeout
    }

    /// What to do after an attempt that failed at `now`. The last wait ends when the patience does.
    mutating func next(at now: Int64, using generator: inout some RandomNumberGenerator) -> Step {
        guard now < endsAt else { return .giveUp }
        let pause = Int64.random(in: Self.shortest...bound, using: &generator)
        bound = min(bound * 2, Self.longest)
        return .wait(min(pause, endsAt - now))
    }
}
