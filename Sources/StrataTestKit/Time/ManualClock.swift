public import StrataCore
import Synchronization

/// A clock that stands still until a test moves it.
///
/// Give one to a cache in place of its own clock, and time passes exactly when and as far as the test says. All copies of
/// a reference are the same clock; every method may be called from any thread.
public final class ManualClock: CacheClock {
    private let time: Atomic<Int64>

    /// Creates a clock that shows a time.
    ///
    /// - Parameter nanoseconds: The time to begin at; 2026-01-01T00:00:00Z by default, so that the clock can stand for a
    ///   wall clock as well as for a monotonic one.
    public init(nanoseconds: Int64 = 1_767_225_600_000_000_000) {
        time = Atomic(nanoseconds)
    }

    /// What the clock shows.
    public func nanoseconds() -> Int64 {
        time.load(ordering: .sequentiallyConsistent)
    }

    /// Moves the clock, back where `duration` is negative, as a wall clock jumps when it is set. What is finer than a
    /// nanosecond is lost; at the ends of the range of `Int64` the clock stops.
    public func advance(by duration: Duration) {
        let step = duration.saturatedNanoseconds
        var shown = nanoseconds()
        while true {
            let (sum, overflow) = shown.addingReportingOverflow(step)
            let target = overflow ? (step < 0 ? Int64.min : .max) : sum
            let (exchanged, original) = time.compareExchange(
                expected: shown,
                desired: target,
                ordering: .sequentiallyConsistent
            )
            if exchanged { return }
            shown = original
        }
    }
}
