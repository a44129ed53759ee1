import StrataCore
import StrataRedis
import Testing
import TestServers

@Suite struct ACLTests {
    /// What `Docs/redis.md` says that a user needs.
    private static let rights = """
        ~strata:* &strata:* +ping +get +set +mget +unlink +getrange +scan +eval +evalsha \
        +exists +pttl +pexpire +persist +incrby +time +publish +subscribe
        """

    @Test func theDocumentedRightsAreEnough() async throws {
        let server = try await RedisServer()
        try server.say("ACL SETUSER app on >secret \(Self.rights)")
        let cache = try RedisCache.open("redis://app:secret@127.0.0.1:\(server.port)")
        let token = CacheToken.random()
        try await cache.ping()
        try await cache.setMany([CacheEntry("a", 1, expires: .never), CacheEntry("b", 2, expires: .hours(1))])
        #expect(try await cache.getMany(["a", "b", "c"], as: Int.self) == ["a": 1, "b": 2])
        #expect(try await cache.exists("a"))
        #expect(try await cache.timeToLive("a") == .immortal)
        #expect(try await cache.expire("a", after: .hours(1)))
        #expect(try await cache.expire("b", after: .never))
        #expect(try await cache.increment("a", expires: .never) == 2)
        #expect(try await cache.acquire("lock", token: token, expires: .never) != nil)
        #expect(try await cache.compareAndExpire("lock", expecting: token, expires: .hours(1)))
        #expect(try await cache.compareAndRemove("lock", expecting: token))
        guard case .granted(let lease) = try await cache.lease("leased", for: .seconds(60), as: Int.self) else {
            Issue.record("no lease was granted")
            return
        }
        #expect(try await cache.fill("leased", with: 3, metadata: EntryMetadata(), expires: .never, token: lease))
        guard
            case .granted(let next) = try await cache.lease("leased", for: .seconds(60), refreshing: true, as: Int.self)
        else {
            Issue.record("no lease was granted")
            return
        }
        try await cache.release("leased", token: next)
        #expect(try await cache.keys(matching: "*") == ["a", "b", "leased"])
        var events = try await cache.subscribe().makeAsyncIterator()
        let message = InvalidationMessage(sender: token, subject: .everything)
        try await cache.publish([message])
        #expect(await events.next() == .message(message))
        try await cache.remove("a")
        try await cache.clear()
        #expect(try await cache.keys(matching: "*").isEmpty)
        try await cache.close()
    }
}
