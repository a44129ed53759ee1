/// How a key becomes the name that it is stored under.
public struct KeyTransformation: Sendable {
    private let body: @Sendable (CacheKey) throws(CacheError) -> CacheKey

    /// A transformation of your own. Different keys should become different names; it must always give the same name for the
    /// same key, in every process.
    public init(_ body: @escaping @Sendable (CacheKey) throws(CacheError) -> CacheKey) {
        self.body = body
    }

    /// The name of `key`.
    public func callAsFunction(_ key: CacheKey) throws(CacheError) -> CacheKey {
        try body(key)
    }

    /// Replaces keys of more than `limit` bytes by `<prefix>:<sha256>`, where the prefix is as much of the key's own beginning
    /// as fits and the digest is that of the whole key.
    ///
    /// A shorter key that ends with a colon and 64 hexadecimal digits is hashed too, so that no key can pass for another
    /// one's hash. O(n) for long keys, O(1) for all others.
    ///
    /// - Parameter limit: The greatest number of bytes that a key keeps, at least 65; 200 by default.
    public static func hashingLongKeys(above limit: Int = 200) -> KeyTransformation {
        let limit = max(limit, digestLength + 1)
        return KeyTransformation { key throws(CacheError) in
            try key.validate()
            let bytes = key.rawValue.utf8
            guard bytes.count > limit || looksHashed(bytes) else { return key }
            let digest = SHA256Digest(of: bytes).hexadecimal
            return CacheKey("\(readablePrefix(of: key.rawValue, atMost: limit - digestLength - 1)):\(digest)")
        }
    }

    private static let digestLength = 64

    private static func looksHashed(_ bytes: String.UTF8View) -> Bool {
        guard bytes.count > digestLength else { return false }
        let end = bytes.suffix(digestLength + 1)
        return end.first == UInt8(ascii: ":") && end.dropFirst().allSatisfy(isHexDigit)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    /// The longest beginning of `text` that ends between two characters of Unicode.
    private static func readablePrefix(of text: String, atMost count: Int) -> Substring {
        let scalars = text.unicodeScalars
        var end = scalars.startIndex
        var length = 0
        while end != scalars.endIndex {
            length += UTF8.width(scalars[end])
            guard length <= count else { break }
            end = scalars.index(after: end)
        }
        return text[..<end]
    }
}
