/// A clock that can be waited on.
public protocol SleepingClock: CacheClock {
    /// Returns when `duration` has passed on this clock; at once when it is not longer than zero.
    ///
    /// - Throws: `CancellationError` promptly when the task is cancelled.
    func sleep(for duration: Duration) async throws(CancellationError)
}
