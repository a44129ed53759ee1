import StrataCore
import StrataMemory
import Testing

/// Pins how calls look: that these compile is what is tested, that they work comes for free.
@Suite struct CallShapeTests {
    @Test func concreteTypeInSynchronousCode() throws {
        let cache = MemoryCache()
        try cache.set("k", to: 1)
        try cache.set("l", to: "two", expires: .seconds(5))
        let inferred: Int? = try cache.get("k")
        let named = try cache.get("l", as: String.self)
        #expect(inferred == 1)
        #expect(named == "two")
        #expect(try cache.increment("k", expires: .never) == 2)
        #expect(try cache.decrement("k", expires: .never) == 1)
        try cache.remove("k")
        #expect(try !cache.exists("k"))
        try cache.clear()
    }

    @Test func concreteTypeInAsynchronousCode() async throws {
        let cache = MemoryCache()
        // Every requirement is called without `await`.
        try cache.set("k", to: 1, expires: .seconds(5))
        let named = try cache.get("k", as: Int.self)
        #expect(named == 1)
        #expect(try cache.setIfAbsent("k", to: 2, expires: .never) == false)
        #expect(try cache.increment("k", by: 1, expires: .never) == 2)
        #expect(try cache.timeToLive("k") != .absent)
        // The conveniences are those of the protocol and want theirs.
        try await cache.set("m", to: 3)
        let inferred: Int? = try await cache.get("m")
        #expect(inferred == 3)
        try cache.remove("k")
        try cache.clear()
    }

    @Test func anyCache() async throws {
        let cache: any Cache = MemoryCache()
        try cache.set("k", to: 1, expires: cache.defaultExpiration)
        let value = try cache.get("k", as: Int.self)
        #expect(value == 1)
        #expect(try cache.exists("k"))
    }

    @Test func anyAsyncCache() async throws {
        let cache: any AsyncCache = MemoryCache()
        try await cache.set("k", to: 1)
        try await cache.set("l", to: 2, expires: .seconds(5))
        let inferred: Int? = try await cache.get("k")
        let named = try await cache.get("l", as: Int.self)
        #expect(inferred == 1)
        #expect(named == 2)
        try await cache.removeMany(["k", "l"])
        #expect(try await cache.getMany(["k", "l"], as: Int.self).isEmpty)
    }

    @Test func everyCapability() async throws {
        typealias Everything = AtomicCache & ExpiringCache & ScannableCache & TaggingCache & LeasingCache & ManagedCache
        let cache: any Everything = MemoryCache()
        #expect(try await cache.setIfAbsent("k", to: 1, expires: .never))
        #expect(try await cache.increment("k", expires: .never) == 2)
        #expect(try await cache.keys(matching: "*") == ["k"])
        #expect(try await cache.timeToLive("k") == .immortal)
        try await cache.ping()
        try await cache.close()
    }
}
