import StrataCore

/// Who listens to a channel, and who waits for the subscription to be there. Decides only.
struct SubscriberList<Waiter> {
    /// Where the subscription stands.
    enum Phase {
        /// Is being made. Who comes waits for it.
        case connecting
        case live
        /// The last attempt failed. Who comes is refused with its error.
        case down(CacheError)
        case closed
    }

    typealias Listener = AsyncStream<InvalidationEvent>.Continuation

    private(set) var phase = Phase.connecting
    private var listeners: [Int: Listener] = [:]
    private var waiters: [Int: Waiter] = [:]
    private var lastNumber = 0

    var isClosed: Bool {
        if case .closed = phase { true } else { false }
    }

    /// Everybody who is to hear of an event.
    var everybody: [Listener] { Array(listeners.values) }

    /// Takes a listener in.
    ///
    /// - Returns: Its number.
    mutating func add(_ listener: Listener) -> Int {
        lastNumber += 1
        listeners[lastNumber] = listener
        return lastNumber
    }

    mutating func remove(_ number: Int) -> Waiter? {
        listeners[number] = nil
        return waiters.removeValue(forKey: number)
    }

    /// Lets a listener wait until it hears everything.
    ///
    /// - Returns: nil when it has to wait; otherwise what it is told at once.
    mutating func wait(_ number: Int, _ waiter: Waiter) -> Result<Void, CacheError>? {
        // Gone when it was cancelled before it came here.
        guard listeners[number] != nil else { return .failure(CacheError(.cancelled, backend: "redis")) }
        switch phase {
        case .live: return .success(())
        case .down(let error): return .failure(error)
        case .closed: return .failure(CacheError(.closed, backend: "redis"))
        case .connecting:
            waiters[number] = waiter
            return nil
        }
    }

    /// The subscription has changed.
    ///
    /// - Returns: Who waited, and listeners who have not: these may have missed something.
    mutating func become(_ next: Phase) -> (waiters: [Waiter], others: [Listener]) {
        guard !isClosed else { return ([], []) }
        phase = next
        let others = listeners.filter { waiters[$0.key] == nil }.map(\.value)
        defer { waiters = [:] }
        return (Array(waiters.values), others)
    }

    /// Forgets everybody.
    mutating func removeAll() -> [Listener] {
        defer { listeners = [:] }
        return everybody
    }
}
