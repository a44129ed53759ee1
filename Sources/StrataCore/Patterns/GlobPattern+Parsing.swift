extension GlobPattern {
    static func parse(_ bytes: [UInt8]) -> [Element] {
        var elements: [Element] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "*"):
                if elements.last != .anyNumber { elements.append(.anyNumber) }
            case UInt8(ascii: "?"):
                elements.append(.anyOne)
            case UInt8(ascii: "\\") where index < bytes.count:
                elements.append(.literal(bytes[index]))
                index += 1
            case UInt8(ascii: "["):
                if let (set, end) = parseSet(bytes, from: index) {
                    elements.append(set)
                    index = end
                } else {
                    elements.append(.literal(byte))
                }
            default:
                elements.append(.literal(byte))
            }
        }
        return elements
    }

    /// Reads a set behind its opening bracket; nil when it is never closed.
    private static func parseSet(_ bytes: [UInt8], from start: Int) -> (Element, end: Int)? {
        var index = start
        var negated = false
        if index < bytes.count, bytes[index] == UInt8(ascii: "^") {
            negated = true
            index += 1
        }
        var ranges: [ClosedRange<UInt8>] = []
        while index < bytes.count, bytes[index] != UInt8(ascii: "]") {
            guard let first = parseMember(bytes, &index) else { return nil }
            if index + 1 < bytes.count, bytes[index] == UInt8(ascii: "-"), bytes[index + 1] != UInt8(ascii: "]") {
                index += 1
                guard let last = parseMember(bytes, &index) else { return nil }
                ranges.append(min(first, last)...max(first, last))
            } else {
                ranges.append(first...first)
            }
        }
        guard index < bytes.count else { return nil }
        return (.oneOf(ranges, negated: negated), index + 1)
    }

    private static func parseMember(_ bytes: [UInt8], _ index: inout Int) -> UInt8? {
        if bytes[index] == UInt8(ascii: "\\") { index += 1 }
        guard index < bytes.count else { return nil }
        defer { index += 1 }
        return bytes[index]
    }
}
