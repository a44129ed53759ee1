import StrataCore

/// How fresh an entry is: pure arithmetic on its time to live and its grace.
struct Freshness: Hashable, Sendable {
    /// For how many milliseconds it is fresh yet; nil for ever. Zero or less when it is stale.
    let remaining: Int64?

    /// The freshness of an entry that lives for `timeToLive` yet, of which the last `grace` milliseconds are stale.
    init(timeToLive: TimeToLive, grace: Int64?) {
        switch timeToLive {
        case .absent: remaining = 0
        case .immortal: remaining = nil
        case .remaining(let duration): remaining = duration.wholeMilliseconds - max(0, grace ?? 0)
        }
    }

    /// Whether it may be served without being asked for staleness.
    var isFresh: Bool { remaining.map { $0 > 0 } ?? true }

    /// Whether it should be renewed although it is fresh.
    ///
    /// - Parameters:
    ///   - age: How long ago it was loaded, in milliseconds; nil when not known, then it is not renewed early.
    ///   - cost: How long its load took, in milliseconds.
    ///   - refreshAhead: The part of its lifetime from which on it is renewed.
    ///   - earlyExpiration: The factor of early renewal by chance (VLDB 2015, algorithm XFetch).
    ///   - chance: A number drawn evenly between 0, excluded, and 1.
    func isDue(
        age: Int64?,
        cost: Int64?,
        refreshAhead: Double?,
        earlyExpiration: Double,
        chance: () -> Double
    ) -> Bool {
        guard let remaining, remaining > 0, let age else { return false }
        if let refreshAhead, Double(age) >= refreshAhead * Double(age + remaining) { return true }
        guard earlyExpiration > 0, let cost, cost > 0 else { return false }
        return Double(cost) * earlyExpiration * -naturalLogarithm(chance()) >= Double(remaining)
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        guard !overflow else { return seconds > 0 ? .max : .min }
        return milliseconds + attoseconds / 1_000_000_000_000_000
    }
}
