public import StrataCore

/// A clock that stands still until a test moves it.
///
/// Give one to a cache in place of its own clock, and time passes exactly when and as far as the test says. Who sleeps on it
/// wakes when it was moved far enough. Every method may be called from any thread.
public final class ManualClock: SleepingClock {
    private struct State {
        var now: Int64
        var sleepers = 0
    }

    private let room: WaitingRoom<State>

    /// Creates a clock that shows a time.
    ///
    /// - Parameter nanoseconds: The time to begin at. By default 123 nanoseconds after 2026-01-01T00:00:00Z, so that the clock
    ///   can stand for a wall clock as well as for a monotonic one, and milliseconds do not pass for nanoseconds.
    public init(nanoseconds: Int64 = 1_767_225_600_000_000_123) {
        room = WaitingRoom(State(now: nanoseconds))
    }

    /// What the clock shows.
    public func nanoseconds() -> Int64 { room.state.now }

    /// Moves the clock, back where `duration` is negative, as a wall clock jumps when it is set, and wakes those whose time has
    /// come. What is finer than a nanosecond is lost; at the ends of the range of `Int64` the clock stops.
    public func advance(by duration: Duration) {
        let step = duration.saturatedNanoseconds
        room.change { $0.now = Self.sum($0.now, step) }
    }

    /// Returns when the clock was moved by `duration` from now; at once when that is not longer than zero.
    ///
    /// - Throws: `CancellationError` when the task is cancelled while it sleeps, or was before.
    public func sleep(for duration: Duration) async throws(CancellationError) {
        let end = Self.sum(nanoseconds(), duration.saturatedNanoseconds)
        try await room.wait(entering: { $0.sleepers += 1 }, leaving: { $0.sleepers -= 1 }, until: { $0.now >= end })
    }

    /// Waits until so many tasks sleep on this clock at the same time, so that a test moves it when all are ready.
    ///
    /// - Throws: `CancellationError` when the task is cancelled while it waits, or was before.
    public func waitForSleepers(_ count: Int) async throws(CancellationError) {
        try await room.wait { $0.sleepers >= count }
    }

    private static func sum(_ time: Int64, _ step: Int64) -> Int64 {
        let (sum, overflow) = time.addingReportingOverflow(step)
        return overflow ? (step < 0 ? .min : .max) : sum
    }
}
