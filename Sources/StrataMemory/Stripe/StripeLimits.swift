/// The bounds of one stripe.
struct StripeLimits: Sendable {
    /// The most entries, at least 1.
    let entries: Int
    /// The most that all entries weigh; nil when they are not weighed.
    let weight: Int?
    /// How long an entry lives after its last access, in nanoseconds; nil for as long as its expiration says.
    let idle: Int64?

    /// Whether entries have a ``SlotSide``.
    var needsSides: Bool { weight != nil || idle != nil }
}
