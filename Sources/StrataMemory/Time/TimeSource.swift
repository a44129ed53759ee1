internal import StrataCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The clock of a cache, with a cheap answer to the question that every read asks.
struct TimeSource: Sendable {
    /// How far the coarse clock may lie behind, ten times over: the kernel moves it at every tick, at least 100 a second.
    private static let coarseError: Int64 = 100_000_000

    private let clock: any CacheClock
    private let isSystemClock: Bool

    /// Reads `clock`.
    init(_ clock: any CacheClock) {
        self.clock = clock
        isSystemClock = clock is MonotonicClock
    }

    /// The time now, in nanoseconds.
    func nanoseconds() -> Int64 {
        isSystemClock ? MonotonicClock().nanoseconds() : clock.nanoseconds()
    }

    /// Whether the time `deadline` has come, exactly.
    ///
    /// Far from the deadline the coarse clock of the system tells, which takes a tenth of the time.
    @inline(__always)
    func hasReached(_ deadline: Int64) -> Bool {
        if deadline == .max { return false }
        #if canImport(Glibc) || canImport(Musl)
        if isSystemClock, Self.coarseNanoseconds() < deadline - Self.coarseError { return false }
        #endif
        return nanoseconds() >= deadline
    }

    #if canImport(Glibc) || canImport(Musl)
    @inline(__always)
    private static func coarseNanoseconds() -> Int64 {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
    #endif
}
