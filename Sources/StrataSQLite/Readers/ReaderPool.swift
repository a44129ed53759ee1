import StrataCore
import Synchronization

/// The connections that serve short reads on their callers' threads.
final class ReaderPool: Sendable {
    private let state = Mutex(State())
    /// Until when reads go to the cache's own thread, on the monotonic clock.
    private let slowUntil = Atomic<Int64>(.min)
    private let time = MonotonicClock()

    private struct State: Sendable {
        var idle: [Reader] = []
        var isClosed = false
        var budget = SlowReadBudget()
        var diskReads = DiskReads()
    }

    /// Adds a connection.
    func add(_ reader: Reader) {
        state.withLock { state in
            if !state.isClosed { state.idle.append(reader) }
        }
    }

    /// Lets no more reads begin, and closes the connections as they come back.
    func close() {
        let idle = state.withLock { state in
            state.isClosed = true
            let idle = state.idle
            state.idle = []
            return idle
        }
        withExtendedLifetime(idle) {}
    }

    /// Runs `body` here and now, if a connection is free and reads have been quick of late.
    ///
    /// - Returns: nil when the cache's own thread is to do it.
    func read<Outcome>(_ body: (EntryStore) throws -> Outcome) -> Result<Outcome, CacheError>? {
        let start = time.nanoseconds()
        guard start >= slowUntil.load(ordering: .relaxed), let reader = take() else { return nil }
        defer { add(reader) }
        let outcome = reader.read(body)
        let end = time.nanoseconds()
        if end - start > SlowReadBudget.longestQuick { pay(end - start, at: end) }
        return outcome
    }

    private func pay(_ duration: Int64, at now: Int64) {
        let until = state.withLock { state in
            state.diskReads.haveGrown() ? state.budget.pay(duration, at: now) : nil
        }
        if let until { slowUntil.store(until, ordering: .relaxed) }
    }

    private func take() -> Reader? {
        state.withLock { $0.idle.popLast() }
    }
}
