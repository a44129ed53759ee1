internal import StrataCore

/// A value on its way into the table: checked, encoded where the storage wants it, weighed, all outside of the lock.
struct PreparedEntry: Sendable {
    /// What the slot will hold.
    var value: any Sendable
    /// What it weighs.
    var weight: Int
    /// How long it lives, in milliseconds; nil for ever.
    var timeToLive: Int64?
}
