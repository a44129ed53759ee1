import StrataCore

/// Keys that simple implementations trip over.
enum OddKeys {
    /// All of them, each one different in its bytes from all others.
    static let all: [CacheKey] = lookalikes + special + long

    /// Keys that are equal, or begin alike, to whoever does not compare bytes.
    private static let lookalikes: [CacheKey] = [
        "caf\u{E9}", "cafe\u{301}", "a", "A", "a ", " a", "a\u{0}", "a\u{0}b", "a\u{0}c", "ab", "\u{FEFF}a",
        "a\u{200B}",
        "\u{E4}", "a\u{308}", "\u{212B}", "\u{C5}", "A\u{30A}", "\u{FB01}", "fi", "\u{DF}", "ss", "1", "1.0", "01",
        "0x1",
        "a\n", "a\r\n", "a\r", "a\n\r", "\u{1100}\u{1161}", "\u{AC00}", "nil", "null", "NULL", "true",
    ]

    /// Keys with characters that mean something to a pattern, a shell, a query, a path or a protocol.
    private static let special: [CacheKey] = [
        "\u{0}", " ", "\t", "\n", ":", "::", "*", "?", "[a]", "[", "]", "[^a]", "\\", "\\\\", "a*b", "\\*", "%", "_",
        "%25",
        "'", "''", "\"", "`", "'; DROP TABLE cache; --", "$1", "?1", "${key}", "{key}", "}{", "../../etc/passwd", "/",
        "//",
        "a:b", "a::b", ":a", "a:", "key\r\nDEL other", "*1\r\n$4\r\nPING",
        "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}",
        "\u{5D0}\u{5D1}\u{202E}abc", "\u{FFFF}", "\u{10FFFF}", "\u{FFFD}", "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}",
    ]

    /// Keys around the lengths at which something changes, that differ only at the end.
    private static let long: [CacheKey] = [199, 200, 201, 249, 250, 251, 255, 256, 257, 512, 4096, 65_536].flatMap {
        length in
        ["x", "y"].map { CacheKey(String(repeating: "k", count: length - 1) + $0) }
    }
}
