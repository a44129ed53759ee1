import StrataCore
import Synchronization

/// A clock that stands still until a test moves it, and wakes those who sleep on it.
final class SteppedClock: SleepingClock {
    private struct Sleeper {
        let endsAt: Int64
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Int64 = 1_767_225_600_000_000_000
        var lastSleeper: UInt64 = 0
        var sleepers: [UInt64: Sleeper] = [:]
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

        mutating func satisfiedWatchers() -> [CheckedContinuation<Void, Never>] {
            let satisfied = watchers.filter { $0.count <= sleepers.count }.map(\.continuation)
            watchers.removeAll { $0.count <= sleepers.count }
            return satisfied
        }
    }

    private let state = Mutex(State())

    func nanoseconds() -> Int64 { state.withLock { $0.now } }

    func sleep(for duration: Duration) async throws(CancellationError) {
        let nanoseconds = Int64(duration / .nanoseconds(1))
        guard nanoseconds > 0 else { return }
        let id = state.withLock { state in
            state.lastSleeper += 1
            return state.lastSleeper
        }
        do {
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    let watchers = state.withLock { state in
                        state.sleepers[id] = Sleeper(endsAt: state.now + nanoseconds, continuation: continuation)
                        return state.satisfiedWatchers()
                    }
                    for watcher in watchers { watcher.resume() }
                    if Task.isCancelled { wake(id) }
                }
            } onCancel: {
                wake(id)
            }
        } catch {
            throw CancellationError()
        }
    }

    /// Moves the clock and wakes those whose time has come.
    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now += Int64(duration / .nanoseconds(1))
            let due = state.sleepers.filter { $0.value.endsAt <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Returns when so many sleep.
    func sleepers(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let watchers = state.withLock { state in
                state.watchers.append((count, continuation))
                return state.satisfiedWatchers()
            }
            for watcher in watchers { watcher.resume() }
        }
    }

    private func wake(_ id: UInt64) {
        state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume(throwing: CancellationError())
    }
}
