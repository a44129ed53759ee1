import StrataCore

/// How holding a lock came to its end.
enum LockEnding: Sendable {
    /// The lock was held to the end, and is free.
    case released
    /// The lock was not this holder's any more.
    case lost
    /// The lease still ran, but the entry could not be removed; it expires by itself.
    case unconfirmed(CacheError)

    /// What follows for the body of a scope.
    ///
    /// An error of the body's own passes unchanged. The cancellation by which the body was told of the loss is the
    /// loss; one that came from the caller stays a cancellation.
    func outcome<Outcome>(
        of body: Result<Outcome, any Error>,
        callerIsCancelled: Bool
    ) -> Result<Outcome, any Error> {
        guard case .lost = self else { return body }
        switch body {
        case .success: return .failure(Self.lossError)
        case .failure(let error):
            return Self.isCancellation(error) && !callerIsCancelled ? .failure(Self.lossError) : body
        }
    }

    /// Whether an error only says that the task was cancelled, in the language's words or in a cache's.
    private static func isCancellation(_ error: any Error) -> Bool {
        error is CancellationError || (error as? CacheError)?.code == .cancelled
    }

    static var lossError: CacheError {
        CacheError(.lockLost, message: "the lock was lost before it was released; somebody else may hold it")
    }
}
