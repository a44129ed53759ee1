import StrataCore

/// An entry that is there: not expired, its tags as they were.
struct Entry: Sendable {
    let id: Int64
    let value: [UInt8]
    let expiresAt: Int64?
    let tags: TagStamp?
    /// When it was read, in milliseconds since 1970.
    let readAt: Int64

    /// How long the entry still had when it was read.
    var timeToLive: TimeToLive {
        guard let expiresAt else { return .immortal }
        return .remaining(.milliseconds(expiresAt - readAt))
    }
}
