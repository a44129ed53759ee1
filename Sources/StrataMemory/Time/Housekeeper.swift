internal import Synchronization

/// Sweeps a cache from time to time for as long as it lives.
final class Housekeeper: Sendable {
    private let task = Mutex<Task<Void, Never>?>(nil)

    /// Nothing to do yet.
    init() {}

    /// Sweeps `cache` every `interval`, holding it only while it sweeps.
    func start(every interval: Duration, sweeping cache: MemoryCache) {
        let loop = Task { [weak cache] in
            while (try? await Task.sleep(for: interval)) != nil {
                guard let cache, (try? await cache.removeExpired()) != nil else { return }
            }
        }
        task.withLock { $0 = loop }
    }

    /// Ends it.
    func stop() {
        task.withLock { $0.take() }?.cancel()
    }
}
