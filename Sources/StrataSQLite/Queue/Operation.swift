import StrataCore
import Synchronization

/// An operation that waits for the executor's thread, with its outcome and its caller.
final class Operation<Outcome: Sendable>: PendingOperation {
    typealias Body = @Sendable (EntryStore) throws -> Outcome
    typealias Caller = CheckedContinuation<Result<Outcome, CacheError>, Never>

    let kind: OperationKind
    let limit: WaitLimit
    private let body: Body
    private let state = Mutex(State.new)

    private enum State: Sendable {
        case new
        case waiting(Caller)
        case claimed(Caller)
        case performed(Caller, Result<Outcome, CacheError>)
        case answered
    }

    init(_ kind: OperationKind, limit: WaitLimit, body: @escaping Body) {
        self.kind = kind
        self.limit = limit
        self.body = body
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

    /// Answers a caller that was cancelled, unless the operation runs already.
    func cancel() {
        let caller: Caller? = state.withLock { state in
            switch state {
            case .new:
                state = .answered
                return nil
            case .waiting(let caller):
                state = .answered
                return caller
            case .claimed, .performed, .answered:
                return nil
            }
        }
        caller?.resume(returning: .failure(CacheError(.cancelled, backend: "sqlite")))
    }

    func claim() -> Bool {
        state.withLock { state in
            guard case .waiting(let caller) = state else { return false }
            state = .claimed(caller)
            return true
        }
    }

    func perform(on store: EntryStore) -> CacheError? {
        let outcome = outcome(on: store)
        state.withLock { state in
            switch state {
            case .claimed(let caller), .performed(let caller, _): state = .performed(caller, outcome)
            case .new, .waiting, .answered: break
            }
        }
        if case .failure(let error) = outcome { return error }
        return nil
    }

    func finish() {
        answer { state in
            guard case .performed(let caller, let outcome) = state else { return nil }
            return (caller, outcome)
        }
    }

    func fail(_ error: CacheError) {
        answer { state in
            switch state {
            case .waiting(let caller), .claimed(let caller), .performed(let caller, _): (caller, .failure(error))
            case .new, .answered: nil
            }
        }
    }

    private func answer(_ decide: (State) -> (Caller, Result<Outcome, CacheError>)?) {
        let answer = state.withLock { state in
            let answer = decide(state)
            if answer != nil { state = .answered }
            return answer
        }
        if let (caller, outcome) = answer { caller.resume(returning: outcome) }
    }

    private func outcome(on store: EntryStore) -> Result<Outcome, CacheError> {
        do {
            return .success(try body(store))
        } catch {
            return .failure(CacheError(sqlite: error))
        }
    }
}

extension CacheError {
    /// What a caller sees of an error inside of the backend.
    init(sqlite error: any Error) {
        switch error {
        case let error as CacheError: self = error.named("sqlite")
        case let failure as SQLiteFailure: self = failure.asCacheError()
        default: self = CacheError(.backendFailure, backend: "sqlite", underlying: error)
        }
    }
}
