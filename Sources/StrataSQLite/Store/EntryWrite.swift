/// An entry that is ready to be stored.
struct EntryWrite: Sendable {
    let key: StoredKey
    let value: [UInt8]
    /// In milliseconds from when it is stored; nil for ever.
    let timeToLive: Int64?

    /// About how many bytes a row takes beside its value and a long key.
    static let overhead = 128

    /// About how many bytes the row takes.
    var weight: Int { value.count + (key.plain?.count ?? 0) + Self.overhead }

    /// When it expires if it is stored at `now`; nil for never.
    func expiresAt(_ now: Int64) -> Int64? {
        Self.expiration(now, plus: timeToLive)
    }

    /// When something that lasts so many milliseconds ends; nil for never.
    static func expiration(_ now: Int64, plus timeToLive: Int64?) -> Int64? {
        guard let timeToLive else { return nil }
        let (sum, overflow) = now.addingReportingOverflow(timeToLive)
        return overflow ? nil : sum
    }
}
