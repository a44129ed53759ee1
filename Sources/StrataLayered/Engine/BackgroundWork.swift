import StrataCore
import Synchronization

/// Loads that go on without a caller: at most one a key, all of them owned and cancelled with the cache.
final class BackgroundWork: Sendable {
    private struct State {
        var tasks: [CacheKey: Task<Void, Never>] = [:]
        var isEnded = false
    }

    private let state = Mutex(State())

    /// Whether a load of `key` goes on.
    func contains(_ key: CacheKey) -> Bool {
        state.withLock { $0.tasks[key] != nil }
    }

    /// Runs `work` unless a load of the key goes on already, or all has ended.
    ///
    /// - Returns: Whether it runs.
    @discardableResult
    func run(_ key: CacheKey, _ work: @escaping @concurrent @Sendable () async -> Void) -> Bool {
        state.withLock { state in
            guard !state.isEnded, state.tasks[key] == nil else { return false }
            // The task waits for this lock before it takes itself out, so it is always noted before.
            state.tasks[key] = Task { [self] in
                await work()
                self.state.withLock { $0.tasks[key] = nil }
            }
            return true
        }
    }

    /// Takes over a load that its caller does not wait for any more.
    func adopt(_ key: CacheKey, _ load: Task<Void, Never>) {
        let runs = run(key) {
            await withTaskCancellationHandler {
                await load.value
            } onCancel: {
                load.cancel()
            }
        }
        if !runs { load.cancel() }
    }

    func cancelAll() {
        let tasks = state.withLock { state in
            state.isEnded = true
            return Array(state.tasks.values)
        }
        for task in tasks { task.cancel() }
    }
}
