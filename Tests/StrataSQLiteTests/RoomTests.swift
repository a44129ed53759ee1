import StrataCore
@testable import StrataSQLite
import StrataTestKit
import Testing

/// The bound of the file, and its space.
@Suite struct RoomTests {
    @Test func theFileStaysWithinItsBoundAndKeepsWhatIsUsed() async throws {
        let file = try CacheFile()
        let clock = ManualClock()
        let bound = 4 << 20
        let cache = try await file.open {
            $0.maximumBytes = bound
            $0.clock = clock
        }
        let value = [UInt8](repeating: 1, count: 2000)
        let hot = (0..<100).map { CacheKey("hot:\($0)") }
        try await cache.setMany(hot.map { CacheEntry($0, value, expires: .never) })
        for index in 0..<8000 {
            clock.advance(by: .milliseconds(10))
            try await cache.set("cold:\(index)", to: value, expires: .never)
            if index % 20 == 0 { _ = try await cache.getMany(hot, as: [UInt8].self) }
        }
        let kept = try await cache.getMany(hot, as: [UInt8].self).count
        let statistics = try await cache.statistics()
        #expect(kept >= 95)
        #expect(statistics.evictions > 4000)
        #expect(try await cache.statistics().weight ?? .max <= bound + bound / 8)
        #expect(try await cache.exists("cold:7999"))
        #expect(try await !cache.exists("cold:10"))
        try await cache.close()
        #expect(try file.bytes().count <= bound + bound / 8)
    }

    @Test func aValueOfMoreThanHalfTheBoundIsRefused() async throws {
        let file = try CacheFile()
        let cache = try await file.open { $0.maximumBytes = 1 << 20 }
        let value = [UInt8](repeating: 1, count: 600_000)
        #expect(await code { try await cache.set("key", to: value, expires: .never) } == .valueTooLarge)
    }

    @Test func expiredEntriesAreSweptAPieceAtATimeAndTheirSpaceIsGivenBack() async throws {
        let file = try CacheFile()
        let clock = ManualClock()
        let cache = try await file.open { $0.clock = clock }
        let value = [UInt8](repeating: 1, count: 1000)
        try await cache.setMany((0..<5000).map { CacheEntry("short:\($0)", value, expires: .seconds(1)) })
        try await cache.setMany((0..<500).map { CacheEntry("long:\($0)", value, expires: .hours(1)) })
        #expect(try await cache.cleanupExpired() == 0)
        let full = try await cache.statistics().weight ?? 0
        clock.advance(by: .seconds(1))
        #expect(try await cache.cleanupExpired(limit: 1200) == 1200)
        #expect(try await cache.cleanupExpired(limit: 1) == 1)
        #expect(try await cache.cleanupExpired() == 3799)
        #expect(try await cache.cleanupExpired() == 0)
        #expect(try await cache.statistics().entries == 500)
        #expect(try await cache.statistics().expirations == 5000)
        try await cache.close()
        #expect(try file.bytes().count < full / 4)
    }

    @Test func clearGivesSpaceBack() async throws {
        let file = try CacheFile()
        let cache = try await file.open()
        let value = [UInt8](repeating: 1, count: 1000)
        try await cache.setMany((0..<3000).map { CacheEntry("key:\($0)", value, expires: .never) })
        try await cache.clear()
        try await cache.close()
        #expect(try file.bytes().count < 200_000)
    }

    @Test func clockJumpsMeanEarlyOrLateExpiryAndNothingElse() async throws {
        let file = try CacheFile()
        let clock = ManualClock()
        let cache = try await file.open { $0.clock = clock }
        try await cache.set("key", to: 1, expires: .seconds(10))
        clock.advance(by: .seconds(-100_000))
        #expect(try await cache.get("key", as: Int.self) == 1)
        try await cache.set("other", to: 2, expires: .seconds(10))
        clock.advance(by: .seconds(100_000 + 20))
        #expect(try await cache.get("key", as: Int.self) == nil)
        #expect(try await cache.get("other", as: Int.self) == nil)
        clock.advance(by: .seconds(-10_000_000_000))
        let first = try await cache.acquire("lock:1", token: .random(), expires: .never)
        clock.advance(by: .seconds(20_000_000_000))
        let second = try await cache.acquire("lock:2", token: .random(), expires: .never)
        clock.advance(by: .seconds(-10_000_000_000))
        let third = try await cache.acquire("lock:3", token: .random(), expires: .never)
        #expect(try #require(first) < #require(second))
        #expect(try #require(second) < #require(third))
    }
}
