extension Expiration {
    /// The longest time to live that is still counted, in milliseconds: 100 years of 365 days.
    public static let longestMilliseconds: Int64 = 100 * 365 * 86_400_000

    /// The time to live in whole milliseconds, rounded up; nil means for ever.
    ///
    /// A backend calls this first thing in every write, and so keeps the law of expirations.
    ///
    /// - Returns: At least 1 and at most ``longestMilliseconds``; nil for ``never`` and for anything longer.
    /// - Throws: ``CacheError/Code/invalidExpiration`` when the duration is zero or negative.
    public func milliseconds() throws(CacheError) -> Int64? {
        guard let duration else { return nil }
        guard duration > .zero else {
            throw CacheError(.invalidExpiration, message: "an expiration must be longer than zero")
        }
        // Compared first: the parts of a much longer duration do not fit into their integers.
        guard duration <= .milliseconds(Self.longestMilliseconds) else { return nil }
        let (seconds, attoseconds) = duration.components
        let attosecondsPerMillisecond: Int64 = 1_000_000_000_000_000
        return seconds * 1000 + (attoseconds + attosecondsPerMillisecond - 1) / attosecondsPerMillisecond
    }
}
