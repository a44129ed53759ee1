import StrataCore

/// What becomes of requests whose statement failed.
enum Verdict: Equatable {
    /// They fail with it.
    case fail
    /// They are tried again, together.
    case retry
    /// They are tried again, each in a statement of its own, because one of them is at fault.
    case retryAlone

    /// The most times that a transaction is begun again.
    static let mostRetries = 10

    /// Judges a failure.
    ///
    /// - Parameters:
    ///   - failure: What the statement failed with.
    ///   - kind: What it was.
    ///   - count: How many requests shared it.
    ///   - retries: How often they were tried again.
    ///   - isLost: Whether the connection broke, so that nobody knows whether the statement was run.
    init(_ failure: PostgresFailure, kind: WorkKind, count: Int, retries: Int, isLost: Bool) {
        if isLost || failure.cacheErrorCode == .unavailable {
            // A write that may have been done is not done again: it could undo a later one.
            self = kind.isRead && retries == 0 ? .retry : .fail
        } else if failure.isTransient {
            self = retries < Self.mostRetries ? .retry : .fail
        } else if failure.isOfValues, count > 1 {
            self = .retryAlone
        } else {
            self = .fail
        }
    }
}
