extension CacheKey {
    /// Makes a key of parts joined by colons, so that different parts always make different keys.
    ///
    /// A colon or a percent sign inside a part is written as `%3A` or `%25`:
    /// `CacheKey("doc", "parse", .sha256(of: bytes))`, `CacheKey("user", .text(id), .integer(page))`.
    public init(_ first: Part, _ second: Part, _ rest: Part...) {
        var text = first.escaped
        for part in [second] + rest {
            text += ":"
            text += part.escaped
        }
        self.init(text)
    }

    /// One part of a key.
    public struct Part: Hashable, Sendable {
        /// The part as it stands in the key.
        let escaped: String

        /// A text; colons and percent signs are escaped.
        public static func text(_ text: some StringProtocol) -> Part {
            guard text.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "%") }) else {
                return Part(escaped: String(text))
            }
            var escaped = ""
            for scalar in text.unicodeScalars {
                switch scalar {
                case ":": escaped += "%3A"
                case "%": escaped += "%25"
                default: escaped.unicodeScalars.append(scalar)
                }
            }
            return Part(escaped: escaped)
        }

        /// A number, in decimal.
        public static func integer(_ number: some BinaryInteger) -> Part {
            Part(escaped: String(number))
        }

        /// The SHA-256 of some content, as 64 hexadecimal digits.
        public static func sha256(of bytes: some Sequence<UInt8>) -> Part {
            Part(escaped: SHA256Digest(of: bytes).hexadecimal)
        }

        /// The SHA-256 of the UTF-8 bytes of a text, as 64 hexadecimal digits.
        public static func sha256(of text: some StringProtocol) -> Part {
            .sha256(of: text.utf8)
        }
    }
}

extension CacheKey.Part: ExpressibleByStringInterpolation {
    /// A text; colons and percent signs are escaped.
    public init(stringLiteral value: String) {
        self = .text(value)
    }
}

extension CacheKey.Part: ExpressibleByIntegerLiteral {
    /// A number, in decimal.
    public init(integerLiteral value: Int) {
        self = .integer(value)
    }
}
