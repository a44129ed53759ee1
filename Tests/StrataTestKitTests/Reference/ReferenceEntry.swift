import StrataCore

/// What the reference cache keeps of one entry.
struct ReferenceEntry: Sendable {
    var bytes: [UInt8]
    /// The millisecond at which it is gone; nil for never.
    var deadline: Int64?
    var metadata = EntryMetadata()
}
