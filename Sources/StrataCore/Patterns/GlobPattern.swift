/// A pattern over keys, as Redis has them: the same on every backend.
///
/// `*` matches any bytes, also none; `?` one byte; `[abc]`, `[a-z]` and `[^a]` one byte of a set or outside it; a backslash
/// takes the next byte as it is. A bracket that is never closed, and a backslash at the end, stand for themselves. The
/// matcher works on UTF-8 bytes, as Redis does: `?` is one ASCII character, a longer one takes several. Matching takes
/// O(key × pattern) at worst.
public struct GlobPattern: Hashable, Sendable {
    /// The text of the pattern.
    public let text: String

    let elements: [Element]

    /// Reads a pattern. Every text is one.
    public init(_ text: String) {
        self.text = text
        elements = Self.parse(Array(text.utf8))
    }

    /// A pattern that matches exactly `literal`.
    public static func exactly(_ literal: String) -> GlobPattern {
        GlobPattern(escaping(literal))
    }

    /// A pattern that matches everything that begins with `prefix`.
    public static func prefix(_ prefix: String) -> GlobPattern {
        GlobPattern(escaping(prefix) + "*")
    }

    /// `literal` with a backslash before every character that means something in a pattern.
    public static func escaping(_ literal: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in literal.unicodeScalars {
            if "*?[]\\^-".unicodeScalars.contains(scalar) { text.append("\\") }
            text.append(scalar)
        }
        return String(text)
    }

    /// The bytes that every match begins with; a server may narrow its search by them.
    public var literalPrefix: [UInt8] {
        var bytes: [UInt8] = []
        for element in elements {
            guard case .literal(let byte) = element else { break }
            bytes.append(byte)
        }
        return bytes
    }

    enum Element: Hashable {
        case literal(UInt8)
        case anyOne
        case anyNumber
        case oneOf([ClosedRange<UInt8>], negated: Bool)
    }
}

extension GlobPattern: ExpressibleByStringLiteral {
    /// A pattern from a literal: `cache.keys(matching: "user:*")`.
    public init(stringLiteral value: String) {
        self.init(value)
    }
}

extension GlobPattern: CustomStringConvertible {
    /// The text of the pattern.
    public var description: String { text }
}
