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

    private class Animal: Encodable {
        let name: String

        init(name: String) { self.name = name }
    }

    private final class Dog: Animal {
        enum CodingKeys: CodingKey { case barks }

        let barks: Bool

        init(name: String, barks: Bool) {
            self.barks = barks
            super.init(name: name)
        }

        override func encode(to encoder: any Encoder) throws {
            try super.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(barks, forKey: .barks)
        }
    }

    private struct Pair: Encodable {
        let first: Int
        let second: Int

        func encode(to encoder: any Encoder) throws {
            for number in [first, second] {
                var container = encoder.unkeyedContainer()
                try container.encode(number)
            }
        }
    }

    @Test func containersThatAreAskedForTwiceAreOne() throws {
        #expect(try resultKey(Dog(name: "Rex", barks: true)).rawValue == #"p:f:x:{"barks":true,"name":"Rex"}"#)
        #expect(try resultKey(Pair(first: 1, second: 2)).rawValue == "p:f:x:[1,2]")
    }

    @Test func anEmptyOptionalInsideAnOptionalIsNotNone() throws {
        let inner: Int?? = .some(nil)
        let outer: Int?? = nil
        #expect(try resultKey(inner) != resultKey(outer))
        #expect(try resultKey([inner]) != resultKey([outer]))
    }
}
