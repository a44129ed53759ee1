import Synchronization

/// A channel between the caches of one process: for tests, and for several layered caches over one second level.
///
/// Messages arrive in the order in which they were published. Nothing is lost while it is not interrupted.
public final class InProcessChannel: InvalidationChannel {
    private struct State {
        var subscribers: [UInt64: AsyncStream<InvalidationEvent>.Continuation] = [:]
        var lastSubscriber: UInt64 = 0
        var isInterrupted = false
    }

    private let state = Mutex(State())

    /// Creates a channel without subscribers.
    public init() {}

    /// Tells all subscribers.
    ///
    /// - Throws: ``CacheError/Code/unavailable`` while the channel is interrupted.
    public func publish(_ messages: [InvalidationMessage]) throws(CacheError) {
        let subscribers = try open { state in Array(state.subscribers.values) }
        for subscriber in subscribers {
            for message in messages { subscriber.yield(.message(message)) }
        }
    }

    /// The messages from now on.
    ///
    /// - Throws: ``CacheError/Code/unavailable`` while the channel is interrupted.
    public func subscribe() throws(CacheError) -> AsyncStream<InvalidationEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: InvalidationEvent.self)
        let number = try open { state in
            state.lastSubscriber += 1
            state.subscribers[state.lastSubscriber] = continuation
            return state.lastSubscriber
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.subscribers[number] = nil }
        }
        return stream
    }

    /// Breaks all subscriptions, as a lost connection does, until ``restore()``.
    public func interrupt() {
        tellAll(.interrupted, isInterrupted: true)
    }

    /// Ends an interruption.
    public func restore() {
        tellAll(.messagesMayHaveBeenMissed, isInterrupted: false)
    }

    private func tellAll(_ event: InvalidationEvent, isInterrupted: Bool) {
        let subscribers = state.withLock { state in
            state.isInterrupted = isInterrupted
            return Array(state.subscribers.values)
        }
        for subscriber in subscribers { subscriber.yield(event) }
    }

    private func open<Outcome>(_ body: (inout State) -> Outcome) throws(CacheError) -> Outcome {
        let outcome = state.withLock { state in state.isInterrupted ? nil : body(&state) }
        guard let outcome else { throw CacheError(.unavailable, message: "the channel is interrupted") }
        return outcome
    }
}
