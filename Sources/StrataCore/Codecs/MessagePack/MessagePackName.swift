/// What the name of a member is told apart by before its bytes are compared.
struct MessagePackName {
    /// All bytes mixed into 64 bits. Equal names have equal fingerprints; different ones may have too.
    let fingerprint: UInt64
    /// Whether all bytes are ASCII.
    let isASCII: Bool

    /// Reads the bytes once.
    init(_ name: UnsafeBufferPointer<UInt8>) {
        let raw = UnsafeRawBufferPointer(name)
        var mixed = UInt64(raw.count) &* 0x9E37_79B9_7F4A_7C15
        var seen: UInt64 = 0
        var offset = 0
        while raw.count - offset >= 8 {
            let word = unsafe raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            mixed = Self.mix(mixed, word)
            seen |= word
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < raw.count {
            rest = rest << 8 | UInt64(unsafe raw[offset])
            offset += 1
        }
        fingerprint = Self.mix(mixed, rest)
        isASCII = (seen | rest) & 0x8080_8080_8080_8080 == 0
    }

    private static func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
        let product = (state ^ word) &* 0xD6E8_FEB8_6659_FD93
        return product ^ product >> 32
    }
}
