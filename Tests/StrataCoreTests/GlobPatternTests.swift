import StrataCore
import Testing

@Suite struct GlobPatternTests {
    @Test(arguments: [
        ("", "", true), ("", "a", false), ("*", "", true), ("*", "anything", true), ("**", "", true),
        ("a*c", "abc", true), ("a*c", "ac", true), ("a*c", "acb", false), ("*b*", "abc", true),
        ("a*b*c", "axxbxxc", true),
        ("?", "a", true), ("?", "", false), ("?", "é", false), ("??", "é", true), ("a?c", "abc", true),
        ("[abc]", "b", true), ("[abc]", "d", false), ("[abc]", "", false), ("[a-c]x", "bx", true), ("[c-a]", "b", true),
        ("[^a]", "b", true), ("[^a]", "a", false), ("[^a]", "", false), ("[^^]", "^", false), ("[a^]", "^", true),
        ("[a-]", "-", true), ("[-a]", "-", true), ("[a-]", "b", false), ("[]", "]", false), ("[^]", "x", true),
        ("[\\]]", "]", true), ("[\\]]", "\\", false), ("[a\\-z]", "m", false), ("[a\\-z]", "-", true),
        ("[\\a-\\c]", "b", true), ("[é]", "\u{E9}", false), ("[é][é]", "é", true),
        ("\\*", "*", true), ("\\*", "a", false), ("\\?", "?", true), ("\\[a]", "[a]", true), ("\\a", "a", true),
        ("a\\", "a\\", true), ("a\\", "a", false), ("\\\\", "\\", true), ("\\", "\\", true),
        ("[abc", "[abc", true), ("[abc", "a", false), ("a[", "a[", true), ("[^", "[^", true), ("[a\\]", "[a]", true),
        ("]", "]", true), ("a-b", "a-b", true), ("*[", "x[", true), ("user:*:name", "user:1:2:name", true),
        ("\u{0}*", "\u{0}a", true), ("a*", "b", false), ("*a", "ba", true), ("*a", "ab", false),
    ])
    func syntax(pattern: String, text: String, isMatch: Bool) {
        #expect(GlobPattern(pattern).matches(text) == isMatch)
        #expect(GlobPattern(pattern).matches(CacheKey(text)) == isMatch)
        #expect(SlowGlob.matches(pattern, text) == isMatch)
    }

    @Test func agreesWithTheSlowMatcher() {
        var generator = SplitMix(seed: 1)
        var matched = 0
        for _ in 0..<20_000 {
            let pattern = random("aab*?[]^-\\", upTo: 7, &generator)
            let text = random("aaab[]^-*\\", upTo: 4, &generator)
            let isMatch = SlowGlob.matches(pattern, text)
            if GlobPattern(pattern).matches(text) != isMatch { Issue.record("\(pattern) and \(text)") }
            matched += isMatch ? 1 : 0
        }
        #expect(matched > 1000)
    }

    private func random(_ alphabet: String, upTo length: Int, _ generator: inout SplitMix) -> String {
        String(
            (0..<Int.random(in: 0...length, using: &generator)).compactMap { _ in
                alphabet.randomElement(using: &generator)
            }
        )
    }

    /// A matcher that goes back to more than the last star would need longer than the age of the universe.
    @Test func manyStarsDoNotMultiply() {
        let text = String(repeating: "a", count: 10_000)
        #expect(!GlobPattern("*a*a*a*a*b").matches(text))
        #expect(GlobPattern("*a*a*a*a*").matches(text))
        #expect(!GlobPattern(String(repeating: "*a", count: 100) + "*b").matches(text))
        #expect(!GlobPattern(String(repeating: "*?", count: 100) + "[^a]").matches(text))
    }

    @Test func escapingMakesAPatternOfAnyText() {
        var generator = SplitMix(seed: 3)
        for _ in 0..<2000 {
            let text = random("ab*?[]^-\\é🧩\n", upTo: 8, &generator)
            #expect(GlobPattern.exactly(text).matches(text), "\(text)")
            #expect(!GlobPattern.exactly(text).matches(text + "x"), "\(text)")
            #expect(!GlobPattern.exactly(text).matches("x" + text), "\(text)")
            #expect(GlobPattern.prefix(text).matches(text + "*x"), "\(text)")
            #expect(GlobPattern.exactly(text).literalPrefix == Array(text.utf8))
        }
    }

    @Test func literalPrefixes() {
        #expect(GlobPattern("user:*").literalPrefix == Array("user:".utf8))
        #expect(GlobPattern("a\\*b?c").literalPrefix == Array("a*b".utf8))
        #expect(GlobPattern("*a").literalPrefix.isEmpty)
        #expect(GlobPattern("[a]").literalPrefix.isEmpty)
        #expect(GlobPattern("[a").literalPrefix == Array("[a".utf8))
    }
}
