import StrataCore

/// Who listens, and whether there is a thread that does. Used under the listener's lock.
struct ListenerState: Sendable {
    typealias Caller = CheckedContinuation<Result<Void, CacheError>, Never>
    typealias Stream = AsyncStream<InvalidationEvent>.Continuation

    /// How many events a slow subscriber may be behind. One that is further behind is told that it missed some.
    static let capacity = 10_000

    /// Whether the server listens for us.
    var isListening = false
    private var callers: [Caller] = []
    private var streams: [Int: Stream] = [:]
    private var behind: Set<Int> = []
    private var next = 0
    private var hasThread = false
    private var isStopped = false

    /// Takes in somebody who wants to subscribe.
    ///
    /// - Returns: The answer, when there is one already; and whether a thread must be started.
    mutating func expect(_ caller: Caller) -> (answer: Result<Void, CacheError>?, starts: Bool) {
        if isStopped { return (.failure(CacheError(.closed, backend: "postgres")), false) }
        if isListening, hasThread { return (.success(()), false) }
        callers.append(caller)
        defer { hasThread = true }
        return (nil, !hasThread)
    }

    mutating func takeCallers() -> [Caller] {
        defer { callers = [] }
        return callers
    }

    /// - Returns: The number of the subscription; nil after the end.
    mutating func add(_ stream: Stream) -> Int? {
        guard !isStopped else { return nil }
        next += 1
        streams[next] = stream
        return next
    }

    mutating func remove(_ number: Int) {
        streams[number] = nil
        behind.remove(number)
    }

    var isWanted: Bool { !isStopped && !(callers.isEmpty && streams.isEmpty) }

    mutating func tell(_ events: [InvalidationEvent]) {
        for (number, stream) in streams {
            for event in events {
                if behind.contains(number) {
                    guard case .enqueued = stream.yield(.messagesMayHaveBeenMissed) else { continue }
                    behind.remove(number)
                }
                if case .dropped = stream.yield(event) { behind.insert(number) }
            }
        }
    }

    /// - Returns: Whether the thread ends; and whether that is the end of everything.
    mutating func mayLeave() -> (leaves: Bool, isOver: Bool) {
        guard !isWanted else { return (false, false) }
        return (true, leave())
    }

    /// - Returns: Whether that is the end of everything.
    mutating func leave() -> Bool {
        hasThread = false
        isListening = false
        return isStopped
    }

    /// - Returns: The subscriptions to be ended; and whether there is no thread to wait for.
    mutating func stop() -> (streams: [Stream], isOver: Bool) {
        isStopped = true
        defer { streams = [:] }
        return (Array(streams.values), !hasThread)
    }
}
