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
    private struct State {
        var isOpen: Bool
        var arrivals = 0
    }

    private let room: WaitingRoom<State>

    /// Creates a gate.
    ///
    /// - Parameter isOpen: Whether tasks pass at first. False by default.
    public init(isOpen: Bool = false) {
        room = WaitingRoom(State(isOpen: isOpen))
    }

    /// Lets all pass, who wait and who come.
    public func open() {
        room.change { $0.isOpen = true }
    }

    /// Holds whoever comes from now on.
    public func close() {
        room.change { $0.isOpen = false }
    }

    /// Waits until the gate is open. Returns at once where it is.
    ///
    /// - Throws: `CancellationError` when the task is cancelled while it waits, or was before.
    public func pass() async throws(CancellationError) {
        try await room.wait(entering: { $0.arrivals += 1 }, until: \.isOpen)
    }

    /// Waits until so many tasks have come to the gate in all, whether they passed or wait.
    ///
    /// - Throws: `CancellationError` when the task is cancelled while it waits, or was before.
    public func waitForArrivals(_ count: Int) async throws(CancellationError) {
        try await room.wait { $0.arrivals >= count }
    }

    /// How many tasks have come to the gate, whether they passed or wait.
    public var arrivals: Int { room.state.arrivals }
}
