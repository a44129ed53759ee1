internal import StrataCore

/// A lease that was granted and not yet filled, released or voided.
struct LeaseRecord: Sendable {
    /// Who may fill.
    let token: LeaseToken
    /// When the lease ends, in nanoseconds of the cache's clock.
    let deadline: Int64
}
