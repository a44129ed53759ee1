import StrataCore

/// A key as a row has it.
struct StoredKey: Sendable {
    /// What the row is found by.
    let digest: KeyDigest
    /// The key itself, escaped; nil where it is not stored.
    let plain: [UInt8]?

    init(_ key: CacheKey, storesPlainKeys: Bool) throws(CacheError) {
        digest = try KeyDigest(key)
        plain = storesPlainKeys ? PlainText.escape(key.rawValue) : nil
    }
}
