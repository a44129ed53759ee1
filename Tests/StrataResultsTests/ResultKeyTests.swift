import StrataCore
import Testing

@testable import StrataResults

@Suite struct ResultKeyTests {
    private let resultKey = ResultKey(prefix: "p", function: "f", fingerprint: "x")

    struct Query: Encodable, Sendable {
        var text = "a"
        var limit = 3
        var tags: Set<String> = ["b", "a", "c"]
        var weights: [Int: Double] = [2: 0.5, 1: 1]
        var nothing: String?
    }

    @Test func stringsStandInQuotesSoThatNothingRunsTogether() throws {
        #expect(try resultKey("a", "bc").rawValue == #"p:f:x:"a","bc""#)
        #expect(try resultKey("ab", "c").rawValue == #"p:f:x:"ab","c""#)
        #expect(try resultKey("a\",\"b") != resultKey("a", "b"))
        #expect(try resultKey("a\\", "b") != resultKey("a", "\\b"))
        #expect(try resultKey("1") != resultKey(1))
    }

    @Test func valuesAreCanonical() throws {
        let expected =
            #"p:f:x:{"limit":3,"tags":["a","b","c"],"text":"a","weights":[[1,1.0],[2,0.5]]},true,null,0.0,0x00ff"#
        let optional: Int? = nil
        #expect(try resultKey(Query(), true, optional, -0.0, [UInt8]([0, 255])).rawValue == expected)
    }

    @Test func setsInAnyOrderMakeOneKey() throws {
        let numbers = Array(0..<100)
        let forwards = try resultKey([Set(numbers): "x"])
        #expect(try resultKey([Set(numbers.reversed()): "x"]) == forwards)
    }

    @Test func spellingsOfOneLetterAreTwoKeys() throws {
        #expect(try resultKey("caf\u{E9}") != resultKey("cafe\u{301}"))
    }

    @Test func longArgumentsAreHashedAndShortOnesAreNot() throws {
        let short = try resultKey(String(repeating: "a", count: 192))
        #expect(short.rawValue.utf8.count == 200)
        let long = try resultKey(String(repeating: "a", count: 193))
        #expect(long.rawValue.hasPrefix("p:f:x:sha256:") && long.rawValue.utf8.count == 13 + 64)
        #expect(try resultKey(String(repeating: "a", count: 194)) != long)
    }

    @Test func colonsInNamesDoNotRunTogether() throws {
        let one = ResultKey(prefix: "p", function: "a:b", fingerprint: "x")
        let other = ResultKey(prefix: "p:a", function: "b", fingerprint: "x")
        #expect(try one(1) != other(1))
    }
}
