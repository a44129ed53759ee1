/// What in a JSON text keeps `jsonb` from giving it back as it is, found in one pass.
struct JSONScan: Equatable {
    /// Whether there is something that `jsonb` cannot hold: the character U+0000, or a negative zero.
    var isLossy = false
    /// Whether there may be a name that stored forms use for themselves, `$strata` or `$bytes`.
    var mayLookReserved = false

    private static let reserved = [Array(#""$strata""#.utf8), Array(#""$bytes""#.utf8)]
    private static let escapedNUL = Array("u0000".utf8)
    private static let escapedDollar = Array("u0024".utf8)

    init(_ json: [UInt8]) {
        unsafe json.withUnsafeBufferPointer { unsafe scan($0) }
    }

    private mutating func scan(_ json: UnsafeBufferPointer<UInt8>) {
        var index = 0
        let count = json.count
        while index < count {
            switch unsafe json[index] {
            case UInt8(ascii: "\\"):
                if unsafe Self.hasPrefix(Self.escapedNUL, json, at: index + 1) { isLossy = true }
                if unsafe Self.hasPrefix(Self.escapedDollar, json, at: index + 1) { mayLookReserved = true }
                index += 1
            case UInt8(ascii: "$") where index > 0:
                if Self.reserved.contains(where: { unsafe Self.hasPrefix($0, json, at: index - 1) }) {
                    mayLookReserved = true
                }
            case UInt8(ascii: "-"):
                if unsafe Self.isNegativeZero(json, at: index) { isLossy = true }
            default: break
            }
            index += 1
        }
    }

    private static func hasPrefix(_ prefix: [UInt8], _ json: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index + prefix.count <= json.count else { return false }
        return unsafe json[index..<(index + prefix.count)].elementsEqual(prefix)
    }

    /// Whether `-0` or `-0.0` stands here. Where it stands in a string the value is wrapped without need, which harms nothing.
    private static func isNegativeZero(_ json: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        var end = start + 1
        while end < json.count, unsafe "0.eE+-".utf8.contains(json[end]) { end += 1 }
        guard end > start + 1 else { return false }
        return unsafe end == json.count || ",]} \n\r\t".utf8.contains(json[end])
    }
}
