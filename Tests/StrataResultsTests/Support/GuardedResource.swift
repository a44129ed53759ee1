import Synchronization

/// What a lock protects: notices when two are at work at once, and refuses a number smaller than one it has seen.
final class GuardedResource: Sendable {
    private struct State {
        var workers = 0
        var greatest: UInt64 = 0
        var overlaps = 0
        var refusals = 0
        var visits = 0
    }

    private let state = Mutex(State())

    func enter(_ fencingNumber: UInt64) {
        state.withLock { state in
            state.workers += 1
            state.visits += 1
            if state.workers > 1 { state.overlaps += 1 }
            if fencingNumber <= state.greatest { state.refusals += 1 }
            state.greatest = max(state.greatest, fencingNumber)
        }
    }

    func leave() { state.withLock { $0.workers -= 1 } }

    var report: [Int] { state.withLock { [$0.visits, $0.overlaps, $0.refusals] } }
}
