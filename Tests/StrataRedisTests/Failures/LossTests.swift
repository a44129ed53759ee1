import StrataCore
import StrataRedis
import Testing
import TestServers

/// What is lost when a server evicts, restarts empty or fails over, and that nothing old becomes valid again.
@Suite struct LossTests {
    private static let token = CacheToken.random()

    @Test func aServerThatRestartsEmptyVoidsLeases() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url)
        let lease = try await granted(cache, "key")
        try await restart(server, cache)
        #expect(try await !cache.fill("key", with: 1, metadata: EntryMetadata(), expires: .never, token: lease))
        let next = try await granted(cache, "key")
        #expect(try await !cache.fill("key", with: 1, metadata: EntryMetadata(), expires: .never, token: lease))
        #expect(try await cache.fill("key", with: 2, metadata: EntryMetadata(), expires: .never, token: next))
        try await cache.close()
    }

    @Test func fencingNumbersGrowOverARestart() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url)
        let first = try #require(try await cache.acquire("lock", token: Self.token, expires: .never))
        try await restart(server, cache)
        let second = try #require(try await cache.acquire("lock", token: Self.token, expires: .never))
        #expect(second > first)
        #expect(try await cache.increment("counter", expires: .never) == 1)
        try await cache.close()
    }

    @Test func fencingNumbersGrowWhenTheirCounterIsEvicted() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url)
        var last: UInt64 = 0
        for _ in 0..<20 {
            let number = try #require(try await cache.acquire("lock", token: Self.token, expires: .never))
            #expect(number > last)
            last = number
            try server.say("FLUSHALL")
        }
        try await cache.close()
    }

    @Test func fencingNumbersOutliveClear() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url)
        let first = try #require(try await cache.acquire("lock", token: Self.token, expires: .never))
        try await cache.clear()
        #expect(try server.say("DBSIZE") == ":1")
        #expect(try await cache.keys(matching: "*").isEmpty)
        let second = try #require(try await cache.acquire("lock", token: Self.token, expires: .never))
        #expect(second > first)
        try await cache.close()
    }

    @Test func aServerThatEvictsLosesEntriesAndNothingElse() async throws {
        let server = try await RedisServer {
            $0.arguments = ["--maxmemory", "4mb", "--maxmemory-policy", "allkeys-lru"]
        }
        let cache = try RedisCache.open(server.url)
        let value = [UInt8](repeating: 7, count: 10_000)
        for number in 0..<1000 { try await cache.set("key:\(number)", to: value, expires: .never) }
        let found = try await cache.getMany((0..<1000).map { "key:\($0)" }, as: [UInt8].self)
        #expect(found.count < 1000)
        #expect(found.values.allSatisfy { $0 == value })
        try await cache.close()
    }

    @Test func afterAFailoverALeaseOfTheOldPrimaryFillsNothing() async throws {
        let primary = try await RedisServer()
        let replica = try await RedisServer()
        let before = try RedisCache.open(primary.url)
        let after = try RedisCache.open(replica.url)
        // The replica lags: it was cut off before the lease was granted, and is promoted.
        let lease = try await granted(before, "key")
        let number = try #require(try await before.acquire("lock", token: Self.token, expires: .never))
        #expect(try await !after.fill("key", with: 1, metadata: EntryMetadata(), expires: .never, token: lease))
        #expect(try #require(try await after.acquire("lock", token: Self.token, expires: .never)) > number)
        try await before.close()
        try await after.close()
    }

    @Test func scriptsThatTheServerForgotAreSentAgain() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url)
        for expected in 1...3 as ClosedRange<Int64> {
            #expect(try await cache.increment("counter", expires: .never) == expected)
            try server.say("SCRIPT FLUSH")
        }
        let leases = try await cache.leaseMany(["a", "b", "c"], for: .seconds(60), as: Int.self)
        #expect(leases.count == 3)
        try await cache.close()
    }

    private func restart(_ server: RedisServer, _ cache: RedisCache) async throws {
        server.kill()
        try await server.start()
        try await Eventually.holds("the server is found again") { await code { try await cache.ping() } == nil }
    }

    private func granted(_ cache: RedisCache, _ key: CacheKey) async throws -> LeaseToken {
        let lease = try await cache.lease(key, for: .seconds(60), as: Int.self)
        guard case .granted(let token) = lease else {
            Issue.record("no lease was granted")
            return .random()
        }
        return token
    }
}
