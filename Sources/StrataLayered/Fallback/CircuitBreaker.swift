/// Whether a level is asked: a pure state machine over times in nanoseconds of any one clock.
///
/// Closed, it is asked; after so many failures in a row it opens, and nobody asks. When the pause is over, one caller may probe it
/// while all others go on without; if that succeeds it closes, if not it opens again.
struct CircuitBreaker: Sendable {
    enum State: Hashable, Sendable {
        case closed(failures: Int)
        case open(until: Int64)
        case probing
    }

    enum Permission: Hashable, Sendable {
        /// Ask.
        case granted
        /// Probe: nobody else does.
        case probe
        /// Do not ask.
        case refused
    }

    private(set) var state = State.closed(failures: 0)
    private let threshold: Int
    private let pause: Int64

    /// - Parameters:
    ///   - threshold: How many failures in a row open it, at least 1.
    ///   - pause: How long it stays open, in nanoseconds.
    init(threshold: Int, pause: Int64) {
        self.threshold = max(1, threshold)
        self.pause = max(1, pause)
    }

    /// Whether it is closed.
    var isClosed: Bool {
        if case .closed = state { true } else { false }
    }

    /// Asks for permission at a time.
    mutating func request(at now: Int64) -> Permission {
        switch state {
        case .closed: return .granted
        case .probing: return .refused
        case .open(let until):
            guard now >= until else { return .refused }
            state = .probing
            return .probe
        }
    }

    /// Notes that the level answered.
    mutating func succeed() {
        switch state {
        case .closed, .probing: state = .closed(failures: 0)
        // An answer to an old call says nothing about a level that failed since.
        case .open: break
        }
    }

    /// Notes that the level failed.
    ///
    /// - Parameters:
    ///   - now: When that was.
    ///   - opensAtOnce: Whether it opens however few failures there were before.
    /// - Returns: Whether this opened a closed breaker.
    mutating func fail(at now: Int64, opensAtOnce: Bool = false) -> Bool {
        switch state {
        case .closed(let failures):
            guard opensAtOnce || failures + 1 >= threshold else {
                state = .closed(failures: failures + 1)
                return false
            }
            state = .open(until: now + pause)
            return true
        case .probing:
            state = .open(until: now + pause)
            return false
        case .open:
            return false
        }
    }
}
