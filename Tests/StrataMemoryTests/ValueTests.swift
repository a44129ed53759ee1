import StrataCore
import StrataMemory
import Testing

@Suite struct ValueTests {
    struct Point: Codable, Equatable, Sendable {
        var x = 1.5
        var y = 2.5
        var names = ["a", "b"]
        var padding = [Int64](repeating: 7, count: 4)
    }

    enum Colour: String, Codable { case red, green }

    private let cache = MemoryCache()

    @Test func valuesReadBackAsTheyWere() throws {
        try cache.set("point", to: Point())
        try cache.set("colour", to: Colour.green)
        try cache.set("bytes", to: [UInt8](repeating: 3, count: 64))
        try cache.set("table", to: ["a": [1, 2], "b": []])
        try cache.set("nan", to: Double.nan)
        #expect(try cache.get("point", as: Point.self) == Point())
        #expect(try cache.get("colour", as: Colour.self) == .green)
        #expect(try cache.get("bytes", as: [UInt8].self) == [UInt8](repeating: 3, count: 64))
        #expect(try cache.get("table", as: [String: [Int]].self) == ["a": [1, 2], "b": []])
        #expect(try cache.get("nan", as: Double.self)?.isNaN == true)
    }

    @Test func anotherTypeIsDecodingFailed() throws {
        try cache.set("text", to: "5")
        try cache.set("point", to: Point())
        #expect(code { _ = try cache.get("text", as: Int.self) } == .decodingFailed)
        #expect(code { _ = try cache.get("point", as: Colour.self) } == .decodingFailed)
        #expect(code { _ = try cache.getWithTimeToLive("text", as: [UInt8].self) } == .decodingFailed)
        #expect(try cache.get("text", as: String.self) == "5")
    }

    @Test func integersReadAsIntegersThatFit() throws {
        try cache.set("n", to: Int64(300))
        #expect(try cache.get("n", as: Int.self) == 300)
        #expect(try cache.get("n", as: UInt16.self) == 300)
        #expect(try cache.get("n", as: Int?.self) == .some(300))
        #expect(code { _ = try cache.get("n", as: UInt8.self) } == .decodingFailed)
        try cache.set("big", to: UInt64.max)
        #expect(try cache.get("big", as: UInt64.self) == .max)
        #expect(code { _ = try cache.get("big", as: Int64.self) } == .decodingFailed)
        #expect(code { _ = try cache.get("n", as: Double.self) } == .decodingFailed)
    }

    @Test func countersAreIntegers() throws {
        try cache.set("counter", to: 5)
        #expect(try cache.increment("counter", by: 2, expires: .never) == 7)
        #expect(try cache.get("counter", as: Int.self) == 7)
        #expect(try cache.get("counter", as: Int64.self) == 7)
        #expect(try cache.get("counter", as: UInt8.self) == 7)
        #expect(try cache.decrement("counter", by: 10, expires: .never) == -3)
        try cache.set("small", to: UInt8(1))
        #expect(try cache.increment("small", expires: .never) == 2)
        try cache.set("text", to: "5")
        #expect(code { _ = try cache.increment("text", by: 1, expires: .never) } == .typeMismatch)
        try cache.set("full", to: Int64.max)
        #expect(code { _ = try cache.increment("full", by: 1, expires: .never) } == .outOfRange)
        #expect(try cache.get("full", as: Int64.self) == .max)
        #expect(code { _ = try cache.decrement("full", by: .min, expires: .never) } == .outOfRange)
    }

    @Test func optionalsAreStoredAsWhatTheyWrap() throws {
        try cache.set("n", to: Int??.some(.some(5)))
        #expect(try cache.get("n", as: Int.self) == 5)
        #expect(try cache.get("n", as: Int?.self) == .some(5))
        #expect(code { try cache.set("none", to: String?.none) } == .nilValue)
        #expect(code { try cache.set("none", to: Int??.some(nil)) } == .nilValue)
        #expect(try !cache.exists("none"))
    }

    @Test func tokensAreTheirBytes() throws {
        let token = CacheToken([1, 2, 3])
        #expect(try cache.compareAndSet("lock", expecting: nil, to: token, expires: .never))
        #expect(try cache.get("lock", as: [UInt8].self) == [1, 2, 3])
        #expect(try !cache.compareAndSet("lock", expecting: nil, to: token, expires: .never))
        #expect(try !cache.compareAndRemove("lock", expecting: CacheToken([1, 2])))
        #expect(try cache.compareAndExpire("lock", expecting: token, expires: .seconds(9)))
        #expect(try cache.compareAndRemove("lock", expecting: token))
        #expect(try !cache.exists("lock"))
    }

    @Test func encodedStorageBehavesLikeAServer() throws {
        var configuration = MemoryCache.Configuration()
        configuration.storage = .encoded(JSONCodec())
        let cache = MemoryCache(configuration)
        try cache.set("n", to: 5)
        #expect(try cache.get("n", as: Double.self) == 5)
        #expect(code { _ = try cache.get("n", as: String.self) } == .decodingFailed)
        #expect(try cache.increment("n", by: 4, expires: .never) == 9)
        #expect(try cache.get("n", as: Int.self) == 9)
        try cache.set("text", to: "five")
        #expect(code { _ = try cache.increment("text", by: 4, expires: .never) } == .typeMismatch)
        let token = CacheToken([0xC1, 9])
        #expect(try cache.acquire("lock", token: token, expires: .never) == 1)
        #expect(try cache.acquire("lock", token: token, expires: .never) == nil)
        #expect(try cache.get("lock", as: [UInt8].self) == [0xC1, 9])
        #expect(try cache.compareAndRemove("lock", expecting: token))
    }

    @Test func keysOfAnyLength() throws {
        for length in Array(1...70) + [1000, 1 << 20] {
            let key = CacheKey(String(repeating: "k", count: length))
            let sibling = CacheKey(String(repeating: "k", count: length - 1) + "j")
            try cache.set(key, to: length)
            #expect(try cache.get(sibling, as: Int.self) == nil)
            #expect(try cache.get(key, as: Int.self) == length)
        }
        #expect(try cache.get("café", as: Int.self) == nil)
        try cache.set("caf\u{E9}", to: 1)
        try cache.set("cafe\u{301}", to: 2)
        try cache.set("a\0b\n", to: 3)
        #expect(try cache.get("caf\u{E9}", as: Int.self) == 1)
        #expect(try cache.get("a\0b\n", as: Int.self) == 3)
        #expect(code { try cache.set("", to: 1) } == .invalidKey)
        #expect(code { _ = try cache.getMany(["a", ""], as: Int.self) } == .invalidKey)
    }
}
