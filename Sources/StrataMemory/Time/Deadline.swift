internal import StrataCore

/// Points in time as the slots hold them: nanoseconds of the cache's clock, `Int64.max` for never.
enum Deadline {
    /// Never.
    static let never = Int64.max

    /// So many milliseconds after `now`; never for nil.
    static func after(_ milliseconds: Int64?, from now: Int64) -> Int64 {
        guard let milliseconds else { return never }
        let (deadline, overflow) = now.addingReportingOverflow(milliseconds * 1_000_000)
        return overflow ? never : deadline
    }

    /// What is left at `now`.
    static func remaining(_ deadline: Int64, at now: Int64) -> TimeToLive {
        deadline == never ? .immortal : .remaining(.nanoseconds(max(1, deadline - now)))
    }

    /// The deadline in milliseconds, rounded up.
    static func milliseconds(_ deadline: Int64) -> Int64 {
        deadline / 1_000_000 + (deadline % 1_000_000 > 0 ? 1 : 0)
    }
}
