import StrataCore

/// A key as the file keeps it: its UTF-8 bytes where they are few, and a digest in the index beside the whole where they
/// are many, so that a key of a megabyte does not make the index one.
struct StoredKey: Hashable, Sendable {
    /// What the unique index holds.
    let indexed: [UInt8]
    /// The whole key where `indexed` is a digest; nil otherwise.
    let plain: [UInt8]?

    /// The longest key, in bytes, that stands in the index itself.
    static let longestIndexed = 255

    /// The byte that digests begin with. No UTF-8 text begins with it.
    static let digestIntroducer: UInt8 = 0xFF

    init(_ key: CacheKey) throws(CacheError) {
        try key.validate()
        let bytes = Array(key.rawValue.utf8)
        guard bytes.count > Self.longestIndexed else {
            indexed = bytes
            plain = nil
            return
        }
        indexed = [Self.digestIntroducer] + SHA256Digest(of: bytes).bytes
        plain = bytes
    }

    /// The key that a row belongs to.
    static func key(indexed: [UInt8], plain: [UInt8]?) -> CacheKey {
        CacheKey(String(decoding: plain ?? indexed, as: UTF8.self))
    }
}
