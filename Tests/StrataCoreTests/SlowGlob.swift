/// The syntax of ``GlobPattern`` as its documentation has it, tried in every possible way.
enum SlowGlob {
    static func matches(_ pattern: String, _ text: String) -> Bool {
        matches(ArraySlice(pattern.utf8), ArraySlice(text.utf8))
    }

    private static func matches(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        let rest = pattern.dropFirst()
        if first == UInt8(ascii: "*") {
            return (text.startIndex...text.endIndex).contains { matches(rest, text[$0...]) }
        }
        guard let byte = text.first else { return false }
        switch first {
        case UInt8(ascii: "?"):
            return matches(rest, text.dropFirst())
        case UInt8(ascii: "["):
            guard let close = closing(rest) else { break }
            return members(rest[..<close]).contains(byte) && matches(rest[(close + 1)...], text.dropFirst())
        case UInt8(ascii: "\\"):
            guard let escaped = rest.first else { break }
            return escaped == byte && matches(rest.dropFirst(), text.dropFirst())
        default: break
        }
        return first == byte && matches(rest, text.dropFirst())
    }

    /// Where the bracket is that closes a set: the first that no backslash takes.
    private static func closing(_ set: ArraySlice<UInt8>) -> Int? {
        var index = set.startIndex
        while index < set.endIndex, set[index] != UInt8(ascii: "]") {
            index += set[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return index < set.endIndex ? index : nil
    }

    private static func members(_ set: ArraySlice<UInt8>) -> Set<UInt8> {
        if set.first == UInt8(ascii: "^") {
            return Set(UInt8.min...UInt8.max).subtracting(plainMembers(set.dropFirst()))
        }
        return plainMembers(set)
    }

    private static func plainMembers(_ set: ArraySlice<UInt8>) -> Set<UInt8> {
        // A backslash only tells that the next byte is itself: told apart by a mark of its own.
        var items: [(byte: UInt8, isPlain: Bool)] = []
        var index = set.startIndex
        while index < set.endIndex {
            let isEscaped = set[index] == UInt8(ascii: "\\")
            items.append((set[isEscaped ? index + 1 : index], !isEscaped))
            index += isEscaped ? 2 : 1
        }
        var members: Set<UInt8> = []
        while let item = items.first {
            if items.count > 2, items[1] == (UInt8(ascii: "-"), true) {
                members.formUnion(min(item.byte, items[2].byte)...max(item.byte, items[2].byte))
                items.removeFirst(3)
            } else {
                members.insert(item.byte)
                items.removeFirst()
            }
        }
        return members
    }
}
