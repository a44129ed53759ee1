import Synchronization

/// A gate that tasks wait at until a test opens it: the way to hold an operation without sleeping.
///
/// ```swift
/// let gate = Gate()
/// faults.add(.hold(at: gate), to: [.get])
/// let reader = Task { try await cache.get("key", as: Int.self) }
/// try await gate.waitForArrivals(1)   // the reader is on its way, and held
/// gate.open()
/// ```
public final class Gate: Sendable {
    private let state: Mutex<State>

    /// Creates a gate.
    ///
    /// - Parameter isOpen: Whether tasks pass at first. False by default.
    public init(isOpen: Bool = false) {
        state = Mutex(State(isOpen: isOpen))
    }

    /// Lets all pass, who wait and who come.
    public func open() {
        let released = state.withLock { $0.open() }
        for visitor in released { visitor.resume() }
    }

    /// Holds whoever comes from now on.
    public func close() {
        state.withLock { $0.isOpen = false }
    }

    /// Waits until the gate is open. Returns at once where it is.
    ///
    /// - Throws: `CancellationError` when the task is cancelled while it waits, or was before.
    public func pass() async throws {
        try await wait { $0.arrive($1, $2) }
    }

    /// Waits until so many tasks have come to the gate in all, whether they passed or wait.
    ///
    /// - Throws: `CancellationError` when the task is cancelled while it waits, or was before.
    public func waitForArrivals(_ count: Int) async throws {
        try await wait { $0.watch(for: count, $1, $2) }
    }

    /// How many tasks have come to the gate, whether they passed or wait.
    public var arrivals: Int {
        state.withLock { $0.arrivals }
    }

    private func wait(_ enter: (inout State, Int, State.Visitor) -> [State.Visitor]) async throws {
        try Task.checkCancellation()
        let ticket = state.withLock { $0.draw() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { visitor in
                let released = state.withLock { enter(&$0, ticket, visitor) }
                for visitor in released { visitor.resume() }
                if Task.isCancelled { abandon(ticket) }
            }
        } onCancel: {
            abandon(ticket)
        }
    }

    private func abandon(_ ticket: Int) {
        state.withLock { $0.leave(ticket) }?.resume(throwing: CancellationError())
    }
}
