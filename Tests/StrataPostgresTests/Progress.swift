import Synchronization

/// What many tasks have done so far.
final class Progress: Sendable {
    private let state = Mutex((acknowledged: Set<Int>(), isOver: false))

    /// Whether they are to end.
    var isOver: Bool { state.withLock(\.isOver) }

    /// What the cache has acknowledged.
    var acknowledged: Set<Int> { state.withLock(\.acknowledged) }

    func add(_ number: Int) {
        state.withLock { _ = $0.acknowledged.insert(number) }
    }

    func end() {
        state.withLock { $0.isOver = true }
    }
}
