import StrataCore
import StrataMemory
import Synchronization
import StrataTestKit
import Testing

@Suite struct ConcurrencyTests {
    @Test func tenThousandTasksOnOneKey() async throws {
        let cache = MemoryCache()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<10_000 { group.addTask { _ = try cache.increment("k", by: 1, expires: .never) } }
            try await group.waitForAll()
        }
        #expect(try cache.get("k", as: Int.self) == 10_000)
    }

    @Test func tenThousandTasksOnOneEncodedKey() async throws {
        var configuration = MemoryCache.Configuration()
        configuration.storage = .encoded(JSONCodec())
        let cache = MemoryCache(configuration)
        let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<10_000 {
                group.addTask {
                    _ = try cache.increment("k", by: 1, expires: .never)
                    return try cache.setIfAbsent("once", to: number, expires: .never)
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(try cache.get("k", as: Int.self) == 10_000)
        #expect(winners == 1)
    }

    @Test(arguments: [1, 8])
    func everythingAtOnceUnderPressure(stripes: Int) async throws {
        var configuration = MemoryCache.Configuration()
        configuration.maximumEntries = 200
        configuration.stripes = stripes
        configuration.sweepInterval = .milliseconds(1)
        let cache = MemoryCache(configuration)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask { try Self.work(on: cache, seed: UInt64(worker + 1)) }
            }
            try await group.waitForAll()
        }
        #expect(try cache.statistics().entries ?? 0 <= 200)
    }

    private static func work(on cache: MemoryCache, seed: UInt64) throws {
        var random = seed
        for _ in 0..<5000 {
            random = random &* 6_364_136_223_846_793_005 &+ 1
            let number = Int(random >> 33) % 500
            let key = CacheKey("key:\(number)")
            switch (random >> 20) % 12 {
            case 0...4: if let found = try cache.get(key, as: [Int].self) { #expect(found == [number, number]) }
            case 5...7: try cache.set(key, to: [number, number], expires: .milliseconds(number % 5 + 1))
            case 8: try cache.remove(key)
            case 9: try cache.set(key, to: [number, number], expires: .never, tags: ["tag"])
            case 10: _ = try cache.lease(key, for: .milliseconds(1), refreshing: false, as: [Int].self)
            default:
                if number < 5 { try cache.clear() }
                if number < 20 { try cache.invalidate(tag: "tag") }
                _ = try cache.keys(matching: "key:1*", after: nil, limit: 50)
            }
        }
    }

    /// Calls the cache when the last reference to it goes.
    final class Reentrant: Codable, Sendable {
        private let onDeinit: (@Sendable () -> Void)?

        init(_ onDeinit: @escaping @Sendable () -> Void) { self.onDeinit = onDeinit }
        init(from decoder: any Decoder) throws { onDeinit = nil }
        func encode(to encoder: any Encoder) throws {}
        deinit { onDeinit?() }
    }

    @Test func valuesMayCallTheCacheWhenTheyGo() async throws {
        let clock = ManualClock()
        let cache = steppedCache(clock) { $0.maximumEntries = 8 }
        let gone = Mutex(0)
        let value = {
            Reentrant {
                gone.withLock { $0 += 1 }; _ = try? cache.exists("k")
            }
        }
        try cache.set("k", to: value(), expires: .seconds(1))
        try cache.set("k", to: value(), expires: .seconds(1))
        #expect(gone.withLock { $0 } == 1)
        try cache.remove("k")
        #expect(gone.withLock { $0 } == 2)
        for number in 0..<20 { try cache.set(CacheKey("k:\(number)"), to: value(), expires: .seconds(1)) }
        #expect(gone.withLock { $0 } == 14)
        clock.advance(by: .milliseconds(2000))
        #expect(try cache.get("k:19", as: Reentrant.self) == nil)
        try await cache.removeExpired()
        #expect(gone.withLock { $0 } == 22)
        try cache.set("k", to: value(), expires: .never)
        try cache.clear()
        try cache.set("k", to: value(), expires: .never)
        try cache.close()
        #expect(gone.withLock { $0 } == 24)
    }
}
