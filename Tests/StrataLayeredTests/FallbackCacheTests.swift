import StrataCore
import StrataLayered
import StrataMemory
import StrataTestKit
import Testing

/// Outages of the first level.
@Suite struct FallbackCacheTests {
    let clock = ManualClock()
    let first = MemoryCache()
    let second = MemoryCache()
    let plan = FaultPlan()
    let events = EventCounter()

    private func chain(_ adjust: (inout FallbackCache.Configuration) -> Void = { _ in }) -> FallbackCache {
        var configuration = FallbackCache.Configuration()
        configuration.clock = clock
        configuration.observer = events
        adjust(&configuration)
        return FallbackCache([FaultInjectingCache(first, faults: plan), second], configuration: configuration)
    }

    private func goDown() { plan.add(.failure(.unavailable)) }

    /// Ends the outage and waits until the first level serves again.
    private func comeBack(_ cache: FallbackCache) async throws {
        plan.removeAll()
        clock.advance(by: .seconds(5))
        while !cache.areLevelsUp[0] || events.events(.levelUp) == 0 {
            _ = try await cache.get("poll", as: Int.self)
            await Task.yield()
        }
        while try second.statistics().entries != 0 { await Task.yield() }
    }

    @Test func inAnOutageTheNextLevelServes() async throws {
        let cache = chain()
        try await cache.set("before", to: 1, expires: .seconds(60))
        goDown()
        #expect(try await cache.get("before", as: Int.self) == nil)
        try await cache.set("during", to: 2, expires: .seconds(60))
        #expect(try await cache.getMany(["before", "during"], as: Int.self) == ["during": 2])
        #expect(events.events(.levelDown) == 1 && events.events(.failure) == 1)
    }

    @Test func nothingThatWasRemovedOrReplacedMeanwhileComesBack() async throws {
        let cache = chain()
        for key in ["removed", "replaced", "kept"] { try await cache.set(CacheKey(key), to: 1, expires: .seconds(60)) }
        goDown()
        try await cache.remove("removed")
        try await cache.set("replaced", to: 2, expires: .seconds(60))
        try await comeBack(cache)
        #expect(try await cache.getMany(["removed", "replaced", "kept"], as: Int.self) == ["kept": 1])
    }

    @Test func beyondItsBoundEverythingIsForgotten() async throws {
        let cache = chain { $0.recoveryLimit = 2 }
        try await cache.set("old", to: 1, expires: .seconds(60))
        goDown()
        for number in 0..<3 { try await cache.remove(CacheKey("key:\(number)")) }
        try await comeBack(cache)
        #expect(try first.statistics().entries == 0)
    }

    @Test func aClearDuringAnOutageReachesTheLevelThatWasDown() async throws {
        let cache = chain()
        try await cache.set("old", to: 1, expires: .seconds(60))
        goDown()
        try await cache.clear()
        try await comeBack(cache)
        #expect(try await cache.get("old", as: Int.self) == nil)
    }

    @Test func withoutAnyLevelReadsMissAndWritesAreForgotten() async throws {
        let cache = FallbackCache([NoCache()])
        let empty = FallbackCache([])
        for cache in [cache, empty] {
            try await cache.set("key", to: 1, expires: .seconds(1))
            #expect(try await cache.get("key", as: Int.self) == nil)
        }
        #expect(try await LayeredCache(secondLevel: empty).getOrSet("key") { _ in 1 } == 1)
    }

    @Test func aCallersOwnMistakeIsNoOutage() async throws {
        let cache = chain()
        try await cache.set("key", to: "text", expires: .seconds(60))
        await #expect { try await cache.get("key", as: Int.self) } throws: {
            ($0 as? CacheError)?.code == .decodingFailed
        }
        #expect(cache.areLevelsUp == [true, true])
    }

    @Test func aLevelThatHangsCostsOneTimeout() async throws {
        let timeouts = EventCounter()
        let cache = chain { $0.sleep = { _ in timeouts.record(CacheEvent(.load, source: "timeout")) } }
        let gate = Gate()
        plan.add(.hold(at: gate))
        for _ in 0..<10 { #expect(try await cache.get("key", as: Int.self) == nil) }
        #expect(timeouts.total == 1)
        gate.open()
    }

    @Test func aRemovalThatFailsTakesTheLevelDownHoweverManyFailuresItMayHave() async throws {
        let cache = chain { $0.failuresToOpen = 3 }
        try await cache.set("key", to: 1, expires: .seconds(60))
        plan.add(.failure(.unavailable), to: [.remove], times: 1)
        try await cache.remove("key")
        #expect(try await cache.get("key", as: Int.self) == nil)
        try await comeBack(cache)
        #expect(try await cache.get("key", as: Int.self) == nil)
    }
}
