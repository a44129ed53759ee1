import Synchronization

/// The task that serves one flight or several, cancelled when nobody waits for any of them.
final class FlightLoad: Sendable {
    private let task: Task<Void, Never>
    private let wanted: Atomic<Int>

    init(_ task: Task<Void, Never>, flights: Int) {
        self.task = task
        wanted = Atomic(flights)
    }

    /// Notes that nobody waits for one of the flights any more.
    func abandonOne() {
        if wanted.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { task.cancel() }
    }

    /// Waits until the task has ended.
    func finish() async {
        await task.value
    }
}
