import StrataCore
import Testing

@Suite struct CacheKeyTests {
    @Test func bytesDecide() {
        let composed = CacheKey("caf\u{E9}")
        let decomposed = CacheKey("cafe\u{301}")
        #expect(composed.rawValue == decomposed.rawValue)
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed, CacheKey("caf\u{E9}")]).count == 2)
        #expect(CacheTag("caf\u{E9}") != CacheTag("cafe\u{301}"))
        #expect(decomposed < composed)
        #expect(CacheKey("Z") < CacheKey("a") && CacheKey("a") < CacheKey("aa") && CacheKey("a") < CacheKey("é"))
    }

    @Test func anyTextButTheEmptyOneIsAKey() {
        for text in ["\u{0}", "\n", "*?[]\\", "'\"", " ", "🧩", String(repeating: "k", count: 1 << 20)] {
            #expect(throws: Never.self) { try CacheKey(text).validate() }
            #expect(CacheKey(text) == CacheKey(text))
            #expect(unsafe CacheKey(text).withUTF8 { unsafe Array($0) } == Array(text.utf8))
        }
        #expect(CacheKey("a\u{0}b") != CacheKey("a"))
        let error = #expect(throws: CacheError.self) { try CacheKey("").validate() }
        #expect(error?.code == .invalidKey)
        #expect(throws: CacheError.self) { try CacheTag("").validate() }
    }

    @Test func literals() {
        let number = 5
        #expect(CacheKey("user:5") == "user:\(number)")
        #expect(CacheKey("user:5").description == "user:5")
        #expect(CacheTag("team:5") == "team:\(number)")
    }

    @Test func partsAreJoinedByColons() {
        #expect(CacheKey("doc", "parse", .integer(7)).rawValue == "doc:parse:7")
        #expect(CacheKey("a:b", "50%").rawValue == "a%3Ab:50%25")
        #expect(CacheKey("user", .text("é\u{0}")).rawValue == "user:é\u{0}")
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(CacheKey("doc", .sha256(of: "abc")).rawValue == "doc:\(digest)")
        #expect(CacheKey("doc", .sha256(of: [0x61, 0x62, 0x63] as [UInt8])).rawValue == "doc:\(digest)")
        #expect(CacheKey("page", -3).rawValue == "page:-3")
    }

    /// All pairs and triples of parts over a small alphabet, the empty part included.
    @Test func differentPartsMakeDifferentKeys() {
        let letters = ["", "a", ":", "%", "%3A", "a:", ":a", "%25", "3A", "\u{301}"]
        var seen: [CacheKey: [String]] = [:]
        func note(_ key: CacheKey, _ parts: [String]) {
            #expect(seen[key] == nil, "\(parts) and \(seen[key] ?? []) are one key")
            seen[key] = parts
        }
        for first in letters {
            for second in letters {
                note(CacheKey(.text(first), .text(second)), [first, second])
                for third in letters {
                    note(CacheKey(.text(first), .text(second), .text(third)), [first, second, third])
                }
            }
        }
        #expect(seen.count == 100 + 1000)
    }
}
