/// An entry that is ready to be stored.
struct RowWrite: Sendable {
    let key: StoredKey
    /// JSON.
    let value: [UInt8]
    /// In milliseconds from when it is stored; nil for ever.
    let timeToLive: Int64?

    /// About how many bytes it puts into a statement.
    var weight: Int { KeyDigest.count + (key.plain?.count ?? 0) + value.count + 32 }
}
