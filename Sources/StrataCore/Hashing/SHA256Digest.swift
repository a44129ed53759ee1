#if canImport(CryptoKit)
import CryptoKit
#endif

/// The SHA-256 of some bytes (FIPS 180-4, section 6.2).
///
/// For names of entries and for telling contents apart; not for passwords. O(n), with one block of working memory.
public struct SHA256Digest: Hashable, Sendable {
    /// The 32 bytes of the digest.
    public let bytes: [UInt8]

    /// Computes the digest of `content`.
    public init(of content: some Sequence<UInt8>) {
        let contiguous = content.withContiguousStorageIfAvailable { buffer in
            unsafe Self.digest(of: UnsafeRawBufferPointer(buffer))
        }
        bytes = unsafe contiguous ?? Array(content).withUnsafeBytes { unsafe Self.digest(of: $0) }
    }

    private static func digest(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
        #if canImport(CryptoKit)
        Array(unsafe CryptoKit.SHA256.hash(data: bytes))
        #else
        unsafe SHA256.digest(of: bytes)
        #endif
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
