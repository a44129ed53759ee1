import Strata
import StrataTestKit
import Testing

@Suite struct ObservedCacheTests {
    let observer = RecordingObserver()

    @Test func readsAreHitsAndMisses() async throws {
        let cache = MemoryCache().observed(by: observer, as: "prices")
        _ = try await cache.get("a", as: Int.self)
        try await cache.set("a", to: 1)
        _ = try await cache.get("a", as: Int.self)
        _ = try await cache.exists("a")
        _ = try await cache.getMany(["a", "a", "b", "c"], as: Int.self)
        #expect(observer.events.map(\.kind) == [.miss, .write, .hit, .hit, .hit, .miss])
        #expect(observer.events.map(\.count) == [1, 1, 1, 1, 1, 2])
        #expect(observer.events.map(\.key) == ["a", "a", "a", "a", nil, nil])
        #expect(observer.events.allSatisfy { $0.source == "prices" && $0.duration != nil && $0.error == nil })
    }

    @Test func writesAndRemovalsAreOneEventEach() async throws {
        let cache = MemoryCache().observed(by: observer, as: "prices")
        try await cache.setMany([CacheEntry("a", 1, expires: .never), CacheEntry("b", 2, expires: .never)])
        try await cache.setMany([CacheEntry<Int>]())
        _ = try await cache.increment("a", expires: .never)
        try await cache.removeMany(["a", "b", "c"])
        try await cache.clear()
        _ = try await cache.keys(matching: "*")
        #expect(observer.count(of: .write) == 3)
        #expect(observer.count(of: .removal) == 4)
        #expect(observer.events.count == 4)
    }

    @Test func failuresCarryTheirError() async throws {
        let cache = FaultInjectingCache(MemoryCache())
        cache.faults.add(.failure(.unavailable))
        let observed = cache.observed(by: observer, as: "prices")
        await #expect(throws: CacheError.self) { _ = try await observed.get("a", as: Int.self) }
        await #expect(throws: CacheError.self) { try await observed.ping() }
        #expect(observer.events.map(\.kind) == [.failure, .failure])
        #expect(observer.events.map(\.error?.code) == [.unavailable, .unavailable])
        observer.removeAll()
        #expect(observer.events.isEmpty)
    }
}
