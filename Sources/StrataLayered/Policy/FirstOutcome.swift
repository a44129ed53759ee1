import Synchronization

/// The first of several outcomes that race for it, and one who waits.
final class FirstOutcome<Outcome: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Outcome, Never>)
        case decided(Outcome)
    }

    private let state = Mutex(State.open)

    /// Offers an outcome; all but the first are dropped.
    func offer(_ outcome: Outcome) {
        let waiting = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
            switch state {
            case .open:
                state = .decided(outcome)
                return nil
            case .awaited(let continuation):
                state = .decided(outcome)
                return continuation
            case .decided:
                return nil
            }
        }
        waiting?.resume(returning: outcome)
    }

    /// Waits for the first outcome. One caller only.
    var value: Outcome {
        get async {
            await withCheckedContinuation { continuation in
                let decided = state.withLock { state -> Outcome? in
                    if case .decided(let outcome) = state { return outcome }
                    state = .awaited(continuation)
                    return nil
                }
                if let decided { continuation.resume(returning: decided) }
            }
        }
    }
}
