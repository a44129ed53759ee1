import StrataSupport
import Synchronization

/// Threads for laws that run against a real clock.
///
/// All laws run at once, and the few threads that tasks share are busy for long with those that only compute. A law whose
/// lease lasts 10 seconds of real time must not wait behind them for so long.
final class OwnThreads: TaskExecutor {
    private let threads: [BlockingExecutor]
    private let next = Atomic<Int>(0)

    init(count: Int) throws {
        threads = try (0..<count).map { _ in try BlockingExecutor() }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let turn = next.add(1, ordering: .relaxed).oldValue
        threads[turn % threads.count].schedule {
            unsafe job.runSynchronously(on: self.asUnownedTaskExecutor())
        }
    }
}
