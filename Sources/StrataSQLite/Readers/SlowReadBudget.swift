/// Decides when reads leave their callers' threads: those belong to everybody and must not wait for a disk.
///
/// A read that takes longer than pages in memory need is paid for out of a budget, which grows with a tenth of the time that
/// passes. While the budget is overdrawn, reads go to the cache's own thread. So callers' threads spend at most a tenth of
/// their time on slow reads. One that was slow because its thread was suspended, which ``DiskReads`` tells, costs nothing.
struct SlowReadBudget: Equatable, Sendable {
    /// The longest, in nanoseconds, that a read of pages in memory takes, with some room.
    static let longestQuick: Int64 = 500_000

    /// The most that is saved up, in nanoseconds.
    static let most: Int64 = 50_000_000

    private var remaining = most
    private var updatedAt: Int64?

    /// Pays for a slow read.
    ///
    /// - Parameters:
    ///   - duration: How long it took, in nanoseconds.
    ///   - now: When it ended, on a clock that does not go back.
    /// - Returns: Until when the budget is overdrawn; nil when it is not.
    mutating func pay(_ duration: Int64, at now: Int64) -> Int64? {
        let grown = updatedAt.map { remaining + max(0, now - $0) / 10 } ?? Self.most
        remaining = min(grown, Self.most) - min(duration, .max / 100)
        updatedAt = now
        return remaining < 0 ? now - remaining * 10 : nil
    }
}
