import StrataCore

/// How long an operation may wait, in nanoseconds of the monotonic clock.
struct WaitLimit: Equatable, Sendable {
    /// When the operation fails whatever it waits for.
    let deadline: Int64
    /// When it fails if what it waits for is another process's lock.
    let lockDeadline: Int64

    init(from now: Int64, deadline: Duration, lockTimeout: Duration) {
        self.deadline = now.addingSaturated(deadline)
        lockDeadline = now.addingSaturated(lockTimeout)
    }

    /// What the operation fails with at `now`; nil while it may go on waiting.
    func failure(at now: Int64, isLocked: Bool) -> CacheError.Code? {
        if now >= deadline { return .deadlineExceeded }
        if isLocked, now >= lockDeadline { return .busy }
        return nil
    }
}

extension Int64 {
    fileprivate func addingSaturated(_ duration: Duration) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(duration.saturatedNanoseconds)
        return overflow ? (duration < .zero ? .min : .max) : sum
    }
}
