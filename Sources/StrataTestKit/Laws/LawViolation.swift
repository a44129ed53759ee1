/// What a cache did against a law.
public struct LawViolation: Error, Sendable {
    /// The number of the law.
    public let number: Int

    /// The name of the law.
    public let law: String

    /// What was found, and what was expected.
    public let reason: String

    /// Why the law holds.
    public let explanation: String

    /// The error that an operation threw when it should have succeeded; nil when that was not it.
    public let underlying: (any Error)?

    init(of law: CacheLaw, _ error: any Error) {
        number = law.number
        self.law = law.name
        explanation = law.explanation
        if let breach = error as? Breach {
            reason = breach.reason
            underlying = nil
        } else {
            reason = "an operation that must succeed threw \(error)"
            underlying = error
        }
    }
}

extension LawViolation: CustomStringConvertible {
    /// The law, what was found, and why the law holds.
    public var description: String { "law \(number) is broken (\(law)): \(reason). \(explanation)" }
}
