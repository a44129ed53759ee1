/// Opaque bytes that say who owns an entry. Compared byte by byte, stored raw.
public struct CacheToken: Hashable, Sendable {
    /// The bytes, as stored.
    public let bytes: [UInt8]

    /// Wraps bytes of the caller's.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// A new token of 16 bytes from the system's random number generator.
    public static func random() -> CacheToken {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        for _ in 0..<2 {
            var word: UInt64 = generator.next()
            for _ in 0..<8 {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        return CacheToken(bytes)
    }
}

extension CacheToken: CustomStringConvertible {
    /// The number of bytes, and nothing of what they are.
    public var description: String { "CacheToken(\(bytes.count) bytes)" }
}
