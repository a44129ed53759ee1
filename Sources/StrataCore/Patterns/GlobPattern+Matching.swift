extension GlobPattern {
    /// Whether the whole of `key` matches.
    public func matches(_ key: CacheKey) -> Bool {
        matches(bytes: key.rawValue.utf8)
    }

    /// Whether the whole of `text` matches.
    public func matches(_ text: String) -> Bool {
        matches(bytes: text.utf8)
    }

    /// Walks both with one point to fall back to, the last star: what an earlier star could take, the last one can.
    private func matches(bytes: String.UTF8View) -> Bool {
        var position = bytes.startIndex
        var element = 0
        var star: (element: Int, position: String.Index)?
        while position != bytes.endIndex {
            if element < elements.count, elements[element] == .anyNumber {
                star = (element, position)
                element += 1
            } else if element < elements.count, elements[element].matches(bytes[position]) {
                element += 1
                position = bytes.index(after: position)
            } else if let last = star {
                position = bytes.index(after: last.position)
                element = last.element + 1
                star = (last.element, position)
            } else {
                return false
            }
        }
        while element < elements.count, elements[element] == .anyNumber { element += 1 }
        return element == elements.count
    }
}

extension GlobPattern.Element {
    fileprivate func matches(_ byte: UInt8) -> Bool {
        switch self {
        case .literal(let literal): literal == byte
        case .anyOne: true
        case .anyNumber: false
        case .oneOf(let ranges, let negated): ranges.contains { $0.contains(byte) } != negated
        }
    }
}
