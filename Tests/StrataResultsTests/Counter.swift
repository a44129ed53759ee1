import StrataCore
import Synchronization

/// Counts, from any task.
final class Counter: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .sequentiallyConsistent) }

    @discardableResult
    func increment() -> Int { count.add(1, ordering: .sequentiallyConsistent).newValue }
}

/// A door that callers wait behind until it is opened, and that tells how many came.
actor Door {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var arrivals = 0
    private var watchers: [(Int, CheckedContinuation<Void, Never>)] = []

    func pass() async {
        arrivals += 1
        watchers.removeAll { watcher in
            guard watcher.0 <= arrivals else { return false }
            watcher.1.resume()
            return true
        }
        guard !isOpen else { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    func open() {
        isOpen = true
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    func arrived(_ count: Int) async {
        guard arrivals < count else { return }
        await withCheckedContinuation { watchers.append((count, $0)) }
    }
}
