/// One value's first part: its kind, its bytes, and how many values follow as its elements.
struct MessagePackToken {
    enum Kind {
        case `nil`, bool, unsigned, signed, float32, float64, string, binary, array, map, `extension`
    }

    let kind: Kind
    /// The payload; empty for containers and for what is in the first byte. Ends where the next value begins.
    let body: Range<Int>
    /// How many values follow that belong to this one: two for each member of a map.
    let elements: Int

    init(kind: Kind, body: Range<Int>, elements: Int = 0) {
        self.kind = kind
        self.body = body
        self.elements = elements
    }

    /// Reads the token at `offset`.
    ///
    /// A function, not an initializer, because those keep what they are given: two atomic counts a token.
    static func read(_ bytes: [UInt8], at offset: Int) throws(MessagePackDamage) -> MessagePackToken {
        guard offset < bytes.count else { throw .truncated }
        let first = bytes[offset]
        let next = offset + 1
        switch first {
        case 0x00...0x7F: return MessagePackToken(kind: .unsigned, body: offset..<next)
        case 0x80...0x8F: return MessagePackToken(kind: .map, body: next..<next, elements: 2 * Int(first & 15))
        case 0x90...0x9F: return MessagePackToken(kind: .array, body: next..<next, elements: Int(first & 15))
        case 0xA0...0xBF: return try payload(.string, Int(first & 31), in: bytes, at: next)
        case 0xC0: return MessagePackToken(kind: .nil, body: next..<next)
        case 0xC2, 0xC3: return MessagePackToken(kind: .bool, body: offset..<next)
        case 0xC4...0xC6: return try sized(.binary, first - 0xC4, in: bytes, at: next)
        case 0xC7...0xC9: return try sized(.extension, first - 0xC7, in: bytes, at: next, beside: 1)
        case 0xCA: return try payload(.float32, 4, in: bytes, at: next)
        case 0xCB: return try payload(.float64, 8, in: bytes, at: next)
        case 0xCC...0xCF: return try payload(.unsigned, 1 << Int(first - 0xCC), in: bytes, at: next)
        case 0xD0...0xD3: return try payload(.signed, 1 << Int(first - 0xD0), in: bytes, at: next)
        case 0xD4...0xD8: return try payload(.extension, 1 + 1 << Int(first - 0xD4), in: bytes, at: next)
        case 0xD9...0xDB: return try sized(.string, first - 0xD9, in: bytes, at: next)
        case 0xDC, 0xDD: return try counted(.array, first - 0xDC, in: bytes, at: next)
        case 0xDE, 0xDF: return try counted(.map, first - 0xDE, in: bytes, at: next)
        case 0xE0...0xFF: return MessagePackToken(kind: .signed, body: offset..<next)
        default: throw MessagePackDamage("there is a byte that begins no value")
        }
    }

    /// A payload of `count` bytes.
    private static func payload(
        _ kind: Kind,
        _ count: Int,
        in bytes: [UInt8],
        at offset: Int
    ) throws(MessagePackDamage) -> MessagePackToken {
        guard count <= bytes.count - offset else { throw .truncated }
        return MessagePackToken(kind: kind, body: offset..<offset + count)
    }

    /// A payload whose length stands before it in 1, 2 or 4 bytes.
    private static func sized(
        _ kind: Kind,
        _ width: UInt8,
        in bytes: [UInt8],
        at offset: Int,
        beside extra: Int = 0
    ) throws(MessagePackDamage) -> MessagePackToken {
        let size = try payload(.unsigned, 1 << Int(width), in: bytes, at: offset).body
        let count = Int(bytes.bigEndian(size)) + extra
        return try payload(kind, count, in: bytes, at: size.upperBound)
    }

    /// A container whose count stands in 2 or 4 bytes.
    private static func counted(
        _ kind: Kind,
        _ width: UInt8,
        in bytes: [UInt8],
        at offset: Int
    ) throws(MessagePackDamage) -> MessagePackToken {
        let size = try payload(.unsigned, 2 << Int(width), in: bytes, at: offset).body
        let count = Int(bytes.bigEndian(size))
        return MessagePackToken(
            kind: kind,
            body: size.upperBound..<size.upperBound,
            elements: kind == .map ? 2 * count : count
        )
    }
}

extension [UInt8] {
    /// The number that up to eight bytes make, the most significant first.
    func bigEndian(_ range: Range<Int>) -> UInt64 {
        var number: UInt64 = 0
        for index in range { number = number << 8 | UInt64(self[index]) }
        return number
    }
}
