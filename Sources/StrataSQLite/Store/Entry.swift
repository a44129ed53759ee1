import StrataCore

/// An entry that is there: not expired, its tags as they were.
struct Entry: Sendable {
    let id: Int64
    let value: [UInt8]
    let expiresAt: Int64?
    let accessedAt: Int64
    let tags: TagStamp?

    /// How long the entry still has at `now`.
    func timeToLive(at now: Int64) -> TimeToLive {
        guard let expiresAt else { return .immortal }
        return .remaining(.milliseconds(expiresAt - now))
    }
}
