import StrataCore

/// What waits for the executor's thread, and whether the thread has been told.
struct WaitingLine: Sendable {
    /// What became of an operation that was added.
    enum Admission: Equatable {
        /// It waits, and the thread works through the line already.
        case waits
        /// It waits, and the thread must be told.
        case waitsFirst
        /// There are too many.
        case overloaded
        /// The cache was closed.
        case closed
    }

    private var waiting: [Operation] = []
    private var isServed = false
    private var isClosed = false
    /// How many may wait.
    let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
    }

    mutating func add(_ operation: Operation) -> Admission {
        guard !isClosed else { return .closed }
        guard waiting.count < capacity else { return .overloaded }
        waiting.append(operation)
        guard !isServed else { return .waits }
        isServed = true
        return .waitsFirst
    }

    /// Takes all that waits. When that is nothing and `hasMore` is false, the thread leaves and must be told again.
    mutating func take(hasMore: Bool) -> [Operation] {
        guard !waiting.isEmpty else {
            isServed = hasMore
            return []
        }
        let taken = waiting
        waiting = []
        return taken
    }

    /// How many wait.
    var count: Int { waiting.count }

    /// Lets nothing more in.
    ///
    /// - Returns: Whether this call closed it.
    mutating func close() -> Bool {
        defer { isClosed = true }
        return !isClosed
    }
}
