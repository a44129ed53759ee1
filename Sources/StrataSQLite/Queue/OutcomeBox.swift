import Synchronization

/// Where the body of an operation leaves what it came to, for its caller.
final class OutcomeBox<Outcome: Sendable>: Sendable {
    private let content = Mutex<Outcome?>(nil)

    func put(_ outcome: Outcome) {
        content.withLock { $0 = outcome }
    }

    func take() -> Outcome? {
        content.withLock { $0.take() }
    }
}
