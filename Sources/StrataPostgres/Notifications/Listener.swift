import StrataCore
import StrataSupport
import Synchronization

/// A connection that listens, and its thread, for as long as somebody subscribes.
final class Listener: Sendable {
    let settings: LaneSettings
    let waiter: SocketWaiter
    let clock = MonotonicClock()
    private let state = Mutex(ListenerState())
    private let gate = Gate()

    /// How long the server may be silent before it is asked whether it is still there, in nanoseconds.
    static let heartbeat: Int64 = 15_000_000_000

    init(_ settings: LaneSettings) throws(CacheError) {
        self.settings = settings
        waiter = try SocketWaiter()
    }

    /// Subscribes; when it returns, the server listens.
    func subscribe() async throws(CacheError) -> AsyncStream<InvalidationEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: InvalidationEvent.self,
            bufferingPolicy: .bufferingOldest(ListenerState.capacity)
        )
        guard let number = state.withLock({ $0.add(continuation) }) else {
            throw CacheError(.closed, backend: "postgres")
        }
        continuation.onTermination = { [weak self] _ in self?.remove(number) }
        let outcome: Result<Void, CacheError> = await withCheckedContinuation { caller in
            let (answer, starts) = state.withLock { $0.expect(caller) }
            if let answer { caller.resume(returning: answer) }
            if starts { start() }
        }
        if case .failure = outcome { continuation.finish() }
        try outcome.get()
        return stream
    }

    /// Ends all subscriptions and lets the thread end.
    func stop() {
        let (streams, isOver) = state.withLock { $0.stop() }
        for stream in streams { stream.finish() }
        if isOver { gate.open() }
        waiter.wake()
    }

    /// Waits until the thread has ended, after ``stop()``.
    func ended() async {
        await gate.wait()
    }

    private func remove(_ number: Int) {
        state.withLock { $0.remove(number) }
        waiter.wake()
    }

    private func start() {
        do {
            try startThread { ListenerThread(listener: self).run() }
        } catch {
            answer(.failure(error))
            leave()
        }
    }
}

/// What the thread tells and asks.
extension Listener {
    /// Whether there is still somebody to listen for. When not, the thread must end, and a later subscription starts
    /// another.
    var isWanted: Bool { state.withLock { $0.isWanted } }

    /// Answers those that wait for a subscription.
    func answer(_ outcome: Result<Void, CacheError>) {
        let callers = state.withLock { state in
            if case .success = outcome { state.isListening = true }
            return state.takeCallers()
        }
        for caller in callers { caller.resume(returning: outcome) }
    }

    /// The connection is lost.
    func lost() {
        state.withLock { state in
            if state.isListening { state.tell([.interrupted]) }
            state.isListening = false
        }
    }

    /// Tells every subscriber.
    func tell(_ events: [InvalidationEvent]) {
        state.withLock { $0.tell(events) }
    }

    /// The thread ends, unless somebody came meanwhile.
    ///
    /// - Returns: Whether it does.
    func mayLeave() -> Bool {
        let (leaves, isOver) = state.withLock { $0.mayLeave() }
        if isOver { gate.open() }
        return leaves
    }

    private func leave() {
        if state.withLock({ $0.leave() }) { gate.open() }
    }
}
