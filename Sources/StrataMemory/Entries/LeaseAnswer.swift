internal import StrataCore

/// What a stripe answers to a lease; the value is not yet read as the type asked for.
enum LeaseAnswer: Sendable {
    case found(LeasedContent)
    case granted(LeaseToken)
    /// Somebody else has it for so many nanoseconds.
    case busy(Int64)
}
