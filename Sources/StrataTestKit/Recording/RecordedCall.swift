public import StrataCore

/// One call that a ``RecordingCache`` has seen.
public struct RecordedCall: Hashable, Sendable {
    /// What came of a call.
    public enum Answer: Hashable, Sendable {
        /// It looked for entries and found so many.
        case found(Int)
        /// It did something else, and succeeded.
        case done
        /// It failed.
        case failed(CacheError.Code)
    }

    /// The operation.
    public let operation: CacheOperation

    /// The key, the keys of a batch in its order, or none.
    public let keys: [CacheKey]

    /// What came of it.
    public let answer: Answer

    /// Puts the three together.
    public init(_ operation: CacheOperation, _ keys: [CacheKey] = [], _ answer: Answer = .done) {
        self.operation = operation
        self.keys = keys
        self.answer = answer
    }
}

extension RecordedCall: CustomStringConvertible {
    /// The operation, its keys and its answer.
    public var description: String { "\(operation)(\(keys.map(\.rawValue).joined(separator: ", "))): \(answer)" }
}
