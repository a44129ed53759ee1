import StrataCore
import Synchronization

/// Work with its caller, who is answered exactly once: by the server, by a failure, or by cancellation, whichever is first.
final class Request: Sendable {
    typealias Caller = CheckedContinuation<Result<Answer, CacheError>, Never>

    let work: Work
    /// When it fails whatever it waits for, in nanoseconds of the monotonic clock.
    let deadline: Int64
    private let state = Mutex(State.new)
    private let attempts = Atomic<Int>(0)
    private let loneliness = Atomic<Bool>(false)

    private enum State: Sendable {
        case new
        case waiting(Caller)
        case answered
    }

    init(_ work: Work, deadline: Int64) {
        self.work = work
        self.deadline = deadline
    }

    /// How often it was begun again.
    var retries: Int { attempts.load(ordering: .relaxed) }

    /// Whether it shares no statement, because it may be what made a shared one fail.
    var isAlone: Bool { loneliness.load(ordering: .relaxed) }

    /// Notes that it is begun again.
    func countRetry(alone: Bool) {
        attempts.add(1, ordering: .relaxed)
        if alone { loneliness.store(true, ordering: .relaxed) }
    }

    var isAnswered: Bool {
        state.withLock { state in
            if case .answered = state { true } else { false }
        }
    }

    /// Begins to wait for an answer.
    ///
    /// - Returns: Whether it does; false when the caller was cancelled already.
    func begin(_ caller: Caller) -> Bool {
        state.withLock { state in
            guard case .new = state else { return false }
            state = .waiting(caller)
            return true
        }
    }

    /// Answers, unless there was an answer before.
    func answer(_ outcome: Result<Answer, CacheError>) {
        let caller: Caller? = state.withLock { state in
            defer { state = .answered }
            if case .waiting(let caller) = state { return caller }
            return nil
        }
        caller?.resume(returning: outcome)
    }

    /// Answers with a failure, unless there was an answer before.
    func fail(_ code: CacheError.Code) {
        answer(.failure(CacheError(code, backend: "postgres")))
    }
}
