import StrataCore
@testable import StrataRedis
import Testing

@Suite struct KeySpaceTests {
    @Test func noPrefixContainsAnother() {
        let one = KeySpace(prefix: "a")
        let other = KeySpace(prefix: "a:b")
        #expect(one.stored("b:key") != other.stored("key"))
        #expect(one.key(of: other.stored("key")) == nil)
        #expect(KeySpace(prefix: "a%3Ab").prefix != other.prefix)
        #expect(KeySpace(prefix: "").key(of: one.stored("key")) == nil)
    }

    @Test func keysReadBack() {
        let space = KeySpace(prefix: "app")
        for key: CacheKey in ["k", "\0", "caf\u{e9}", "cafe\u{301}", ":", "{x}"] {
            #expect(space.key(of: space.stored(key)) == key)
        }
        #expect(space.key(of: Array("app:".utf8)) == nil)
        #expect(space.key(of: space.fencingCounter(for: "k")) == nil)
    }

    @Test func whatTheServerMatchesMeansItself() {
        let space = KeySpace(prefix: "a*b")
        #expect(String(decoding: space.scanPattern(for: "x?y"), as: UTF8.self) == #"a\*b:x*"#)
        #expect(String(decoding: space.scanPattern(for: .exactly("[x]")), as: UTF8.self) == #"a\*b:\[x\]*"#)
    }

    @Test(arguments: ["key", "a{b}c", "a}b", "{}x", "{", "}{", "{a}{b}", "a{{b}}c"])
    func countersStandInTheSlotOfTheirKey(_ key: String) {
        let space = KeySpace(prefix: "app")
        let key = CacheKey(key)
        #expect(HashSlot(of: space.fencingCounter(for: key)) == HashSlot(of: space.stored(key)))
    }

    @Test func slotsAreThoseOfTheSpecification() {
        // The first is the check value of CRC-16/XMODEM; the others are what CLUSTER KEYSLOT answers.
        #expect(HashSlot(of: Array("123456789".utf8)).number == 0x31C3)
        #expect(HashSlot(of: Array("foo".utf8)).number == 12182)
        #expect(HashSlot(of: Array("{user1000}.following".utf8)) == HashSlot(of: Array("{user1000}.followers".utf8)))
        #expect(HashSlot(of: Array("foo{}{bar}".utf8)) != HashSlot(of: Array("bar".utf8)))
        #expect(HashSlot(of: Array("foo{{bar}}zap".utf8)) == HashSlot(of: Array("{bar".utf8)))
    }
}
