import StrataCore

/// The SHA-256 of a key: what its row is found by. Ordered as PostgreSQL orders the bytes.
struct KeyDigest: Hashable, Comparable, Sendable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// How many bytes it has.
    static let count = 32

    /// The digest of some UTF-8.
    init(of text: some Sequence<UInt8>) {
        words = unsafe SHA256Digest(of: text).bytes.withUnsafeBytes { unsafe Self.words(of: $0) }
    }

    /// Takes the bytes of a digest; nil when they are not 32.
    init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.count else { return nil }
        words = unsafe Self.words(of: bytes)
    }

    /// Checks a key and takes its digest.
    init(_ key: CacheKey) throws(CacheError) {
        try key.validate()
        self.init(of: key.rawValue.utf8)
    }

    /// The 32 bytes.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.count)
        append(to: &bytes)
        return bytes
    }

    /// Appends the 32 bytes.
    func append(to bytes: inout [UInt8]) {
        bytes.appendBigEndian(words.0)
        bytes.appendBigEndian(words.1)
        bytes.appendBigEndian(words.2)
        bytes.appendBigEndian(words.3)
    }

    static func == (left: KeyDigest, right: KeyDigest) -> Bool { left.words == right.words }

    static func < (left: KeyDigest, right: KeyDigest) -> Bool { left.words < right.words }

    /// One word of a digest is as good a hash as all of it.
    func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
    }

    /// Of exactly 32 bytes.
    private static func words(of bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64, UInt64, UInt64) {
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
        }
        return (word(0), word(1), word(2), word(3))
    }
}
