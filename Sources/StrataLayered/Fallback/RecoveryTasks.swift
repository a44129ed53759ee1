import Synchronization

/// The recoveries that are under way, owned by their chain: at most one a level.
final class RecoveryTasks: Sendable {
    private let tasks = Mutex<[Int: Task<Void, Never>]>([:])

    func run(_ level: Int, _ work: @escaping @concurrent @Sendable () async -> Void) {
        tasks.withLock { tasks in
            tasks[level]?.cancel()
            tasks[level] = Task { await work() }
        }
    }

    /// Waits for the recovery of a level, if there is one.
    func finish(_ level: Int) async {
        await tasks.withLock { $0[level] }?.value
    }

    func cancelAll() {
        for task in tasks.withLock({ Array($0.values) }) { task.cancel() }
    }
}
