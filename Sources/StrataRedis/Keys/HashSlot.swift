/// The slot of a Redis Cluster that a key belongs to: CRC-16 (XMODEM) of the key modulo 16384, or of what stands between the
/// first brace and the next closing one, where that is not empty ("Redis cluster specification").
struct HashSlot: Hashable, Sendable {
    static let count = 16384

    let number: Int

    init(of key: [UInt8]) {
        number = Int(Self.checksum(Self.tag(of: key))) % Self.count
    }

    /// A text that hashes to this slot, for keys that must stand beside others.
    var tag: String { String(Self.tags[number]) }

    private static func tag(of key: [UInt8]) -> ArraySlice<UInt8> {
        guard let open = key.firstIndex(of: UInt8(ascii: "{")),
            let close = key[(open + 1)...].firstIndex(of: UInt8(ascii: "}")), close > open + 1
        else { return key[...] }
        return key[(open + 1)..<close]
    }

    private static func checksum(_ bytes: some Sequence<UInt8>) -> UInt16 {
        bytes.reduce(0) { checksum, byte in
            var checksum = checksum ^ UInt16(byte) << 8
            for _ in 0..<8 {
                checksum = checksum & 0x8000 == 0 ? checksum << 1 : checksum << 1 ^ 0x1021
            }
            return checksum
        }
    }

    /// For each slot the smallest number whose digits hash to it. Found once, in some milliseconds.
    private static let tags: [Int] = {
        var tags = [Int](repeating: -1, count: count)
        var missing = count
        var candidate = 0
        while missing > 0 {
            let slot = Int(checksum(String(candidate).utf8)) % count
            if tags[slot] < 0 {
                tags[slot] = candidate
                missing -= 1
            }
            candidate += 1
        }
        return tags
    }()
}
