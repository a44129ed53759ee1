internal import Synchronization

/// Sweeps a cache from time to time until it is stopped, which the cache does when it goes.
final class Housekeeper: Sendable {
    private let task = Mutex<Task<Void, Never>?>(nil)

    /// Nothing to do yet.
    init() {}

    /// Sweeps every `interval`.
    func start(every interval: Duration, sweeping sweeper: Sweeper) {
        let loop = Task {
            while (try? await Task.sleep(for: interval)) != nil {
                guard (try? sweeper.sweep()) != nil else { return }
            }
        }
        task.withLock { $0 = loop }
    }

    /// Ends it.
    func stop() {
        task.withLock { $0.take() }?.cancel()
    }
}
