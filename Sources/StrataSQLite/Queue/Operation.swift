import StrataCore
import Synchronization

/// An operation that waits for the cache's thread, with its caller.
///
/// It is answered exactly once: by ``finish()``, by ``fail(_:)`` or by its caller's cancellation, whichever is first. What
/// the body comes to, beside its failure, is the business of the body: so operations of all kinds are one type, and wait in
/// one line.
final class Operation: Sendable {
    /// The answer is what the operation failed with; nil when it succeeded.
    typealias Caller = CheckedContinuation<CacheError?, Never>

    /// What it needs.
    let kind: OperationKind
    /// How long it may wait.
    let limit: WaitLimit
    /// About how many bytes it adds to the file.
    let weight: Int
    private let body: @Sendable (EntryStore) throws -> Void
    private let state = Mutex(State.new)

    private enum State: Sendable {
        case new
        case waiting(Caller)
        case claimed(Caller, failure: CacheError?)
        case answered
    }

    init(
        _ kind: OperationKind,
        limit: WaitLimit,
        weight: Int = 0,
        body: @escaping @Sendable (EntryStore) throws -> Void
    ) {
        self.kind = kind
        self.limit = limit
        self.weight = weight
        self.body = body
    }

    /// Whether it was answered already.
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
            case .claimed, .answered:
                return nil
            }
        }
        caller?.resume(returning: CacheError(.cancelled, backend: "sqlite"))
    }

    /// Takes the operation for running. From here on its caller's cancellation is too late.
    ///
    /// - Returns: Whether it is still to be run.
    func claim() -> Bool {
        state.withLock { state in
            guard case .waiting(let caller) = state else { return false }
            state = .claimed(caller, failure: nil)
            return true
        }
    }

    /// Runs it, without answering. It may run again, when the transaction that it ran in was lost.
    ///
    /// - Returns: Whether it succeeded.
    func perform(on store: EntryStore) -> Bool {
        do {
            try body(store)
            note(nil)
            return true
        } catch {
            note(CacheError(sqlite: error))
            return false
        }
    }

    /// Answers with what ``perform(on:)`` came to.
    func finish() {
        answer { failure in failure }
    }

    /// Answers with `error`, unless it was answered before.
    func fail(_ error: CacheError) {
        answer { _ in error }
    }

    private func note(_ failure: CacheError?) {
        state.withLock { state in
            if case .claimed(let caller, _) = state { state = .claimed(caller, failure: failure) }
        }
    }

    private func answer(_ decide: (CacheError?) -> CacheError?) {
        let answer: (Caller, CacheError?)? = state.withLock { state in
            switch state {
            case .waiting(let caller):
                state = .answered
                return (caller, nil)
            case .claimed(let caller, let failure):
                state = .answered
                return (caller, failure)
            case .new, .answered:
                return nil
            }
        }
        if let (caller, failure) = answer { caller.resume(returning: decide(failure)) }
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
