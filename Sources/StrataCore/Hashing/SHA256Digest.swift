/// The SHA-256 of some bytes (FIPS 180-4, section 6.2).
///
/// For names of entries and for telling contents apart; not for passwords. O(n), with one block of working memory.
public struct SHA256Digest: Hashable, Sendable {
    /// The 32 bytes of the digest.
    public let bytes: [UInt8]

    /// Computes the digest of `content`.
    public init(of content: some Sequence<UInt8>) {
        var hasher = SHA256()
        let contiguous: Void? = content.withContiguousStorageIfAvailable { buffer in
            unsafe hasher.update(UnsafeRawBufferPointer(buffer))
        }
        if contiguous == nil {
            unsafe Array(content).withUnsafeBytes { unsafe hasher.update($0) }
        }
        bytes = hasher.finish()
    }

    /// The digest as 64 lower-case hexadecimal digits.
    public var hexadecimal: String {
        let digits: [UInt8] = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension SHA256Digest: CustomStringConvertible {
    /// The hexadecimal digits.
    public var description: String { hexadecimal }
}
