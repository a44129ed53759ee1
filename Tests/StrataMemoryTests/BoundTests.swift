import StrataCore
import StrataMemory
import Testing

@Suite struct BoundTests {
    @Test(arguments: [1, 2, 10, 1000, 20_000])
    func neverMoreEntriesThanTheBound(maximum: Int) throws {
        let cache = MemoryCache(maximumEntries: maximum)
        for number in 0..<(maximum * 2 + 100) {
            try cache.set(CacheKey("k:\(number)"), to: number)
            if number % 97 == 0 { #expect(try cache.statistics().entries ?? 0 <= maximum) }
        }
        let statistics = try cache.statistics()
        #expect(statistics.entries ?? 0 <= maximum)
        #expect(statistics.entries ?? 0 >= maximum * 95 / 100)
        #expect(statistics.evictions == statistics.writes - Int64(statistics.entries ?? 0))
    }

    @Test func oneStripeHoldsExactlyItsBound() throws {
        let cache = MemoryCache(maximumEntries: 4000)
        for number in 0..<4000 { try cache.set(CacheKey("k:\(number)"), to: number) }
        #expect(try cache.statistics().evictions == 0)
        #expect(try cache.statistics().entries == 4000)
    }

    @Test func neverHeavierThanTheBound() throws {
        var configuration = MemoryCache.Configuration()
        configuration.maximumWeight = 1000
        configuration.weigher = { _, value in value as? Int ?? 0 }
        let cache = MemoryCache(configuration)
        for number in 0..<500 {
            try cache.set(CacheKey("k:\(number % 60)"), to: number)
            #expect(try cache.statistics().weight ?? 0 <= 1000)
        }
        #expect(try cache.statistics().weight ?? 0 > 0)
        #expect(code { try cache.set("heavy", to: 1001) } == .valueTooLarge)
        #expect(try !cache.exists("heavy"))
        try cache.set("heavy", to: 1000)
        #expect(try cache.get("heavy", as: Int.self) == 1000)
        #expect(try cache.statistics().weight == 1000)
        try cache.set("heavy", to: 10)
        #expect(try cache.statistics().weight == 10)
        try cache.remove("heavy")
        #expect(try cache.statistics().weight == 0)
    }

    @Test func bytesAreEstimated() throws {
        #expect(MemoryCache.estimatedBytes(of: [UInt8](repeating: 0, count: 64), under: "four") == 4 + 8 + 64)
        #expect(MemoryCache.estimatedBytes(of: "twelve bytes", under: "four") == 4 + 16 + 12)
        #expect(MemoryCache.estimatedBytes(of: 5, under: "four") == 4 + 8)
    }

    @Test func storedFormsWeighTheirBytes() throws {
        var configuration = MemoryCache.Configuration()
        configuration.maximumWeight = 1000
        configuration.storage = .encoded(JSONCodec())
        let cache = MemoryCache(configuration)
        try cache.set("four", to: 12_345)
        #expect(try cache.statistics().weight == 9)
    }

    @Test func memoryIsGivenBackAndNothingIsLost() throws {
        let cache = MemoryCache(maximumEntries: 4000)
        for number in 0..<4000 { try cache.set(CacheKey("key number \(number), too long to lie inline"), to: number) }
        for number in 0..<4000 where number % 20 != 7 {
            try cache.remove(CacheKey("key number \(number), too long to lie inline"))
        }
        for number in 0..<4000 {
            let value = try cache.get(CacheKey("key number \(number), too long to lie inline"), as: Int.self)
            #expect(value == (number % 20 == 7 ? number : nil))
        }
        for number in 0..<4000 { try cache.set(CacheKey("new:\(number)"), to: number) }
        #expect(try cache.statistics().entries == 4000)
    }

    @Test func clearForgetsEverythingAndTheCacheGoesOn() throws {
        let cache = MemoryCache(maximumEntries: 50_000)
        for number in 0..<1000 { try cache.set(CacheKey("k:\(number)"), to: number) }
        try cache.clear()
        #expect(try cache.statistics().entries == 0)
        #expect(try cache.statistics().removals == 1000)
        try cache.set("k:1", to: 5)
        #expect(try cache.get("k:1", as: Int.self) == 5)
    }
}
