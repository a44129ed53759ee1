/// What the table holds under a key: an entry, a lease, or both.
struct Row: Sendable {
    var id: Int64
    var expiresAt: Int64?
    var leaseUntil: Int64?
    var leaseToken: [UInt8]?
    var tags: [UInt8]?
    /// nil where there is a lease and no entry.
    var value: [UInt8]?

    /// Whether there is an entry that has not expired. It has when its moment is reached.
    func isLive(at now: Int64) -> Bool {
        guard value != nil else { return false }
        guard let expiresAt else { return true }
        return expiresAt > now
    }

    /// How long a lease still lasts, in milliseconds; nil when there is none.
    func leaseRemaining(at now: Int64) -> Int64? {
        guard leaseToken != nil, let leaseUntil, leaseUntil > now else { return nil }
        return leaseUntil - now
    }
}
