import StrataCore
import Synchronization

/// Which loads have failed a short while ago and are not tried again yet while a stale value stands in.
final class FailedLoads: Sendable {
    private let pauses = Mutex<[CacheKey: Range<Int64>]>([:])
    private let limit: Int

    /// - Parameter limit: How many keys are known at most; beyond that all are forgotten, and their loads tried again.
    init(limit: Int = 10_000) {
        self.limit = limit
    }

    /// Notes that the load of `key` failed at `now` and is not to be tried again for `duration`. Times are in milliseconds.
    func note(_ key: CacheKey, at now: Int64, for duration: Duration) {
        let (end, overflow) = now.addingReportingOverflow(max(0, duration.wholeMilliseconds))
        pauses.withLock { pauses in
            if pauses.count >= limit { pauses = [:] }
            pauses[key] = now..<(overflow ? .max : end)
        }
    }

    /// Whether the load of `key` is not to be tried again yet. A clock that was set back ends the pause.
    func pauses(_ key: CacheKey, at now: Int64) -> Bool {
        pauses.withLock { $0[key]?.contains(now) ?? false }
    }
}
