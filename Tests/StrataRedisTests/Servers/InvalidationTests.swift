import StrataCore
@testable import StrataRedis
import Testing
import TestServers

@Suite struct InvalidationTests {
    private static let sender = CacheToken.random()
    private static let messages: [InvalidationMessage] = [
        InvalidationMessage(sender: sender, subject: .key("caf\u{e9}\0")),
        InvalidationMessage(sender: CacheToken([]), subject: .tag("tag")),
        InvalidationMessage(sender: sender, subject: .everything),
    ]

    @Test func framesReadBack() {
        let frame = InvalidationFrame.encode(Self.messages)
        #expect(InvalidationFrame.decode(frame) == Self.messages)
        #expect(InvalidationFrame.decode([1]) == [])
        for count in 0..<frame.count where count != 1 {
            let isWhole = InvalidationFrame.decode(Array(frame.prefix(count))).map { Self.messages.starts(with: $0) }
            #expect(isWhole != false)
        }
        #expect(InvalidationFrame.decode([2]) == nil)
        #expect(InvalidationFrame.decode([1, 120, 0, 0, 0, 0, 0, 0, 0, 0]) == nil)
        #expect(InvalidationFrame.decode([1, 107, 255, 255, 255, 255]) == nil)
    }

    @Test func messagesReachEverySubscriberOfThePrefix() async throws {
        let server = try await RedisServer()
        let one = try RedisCache.open(server.url)
        let other = try RedisCache.open(server.url)
        let stranger = try RedisCache.open(server.url) { $0.prefix = "stranger" }
        let streams = [try await one.subscribe(), try await one.subscribe(), try await other.subscribe()]
        try await stranger.publish([InvalidationMessage(sender: Self.sender, subject: .key("strange"))])
        try await other.publish(Self.messages)
        for stream in streams {
            var heard: [InvalidationEvent] = []
            for await event in stream {
                heard.append(event)
                if heard.count == Self.messages.count { break }
            }
            #expect(heard == Self.messages.map { .message($0) })
        }
        for cache in [one, other, stranger] { try await cache.close() }
    }

    @Test func aBrokenSubscriptionIsToldAndMadeAgain() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url)
        var events = try await cache.subscribe().makeAsyncIterator()
        try server.say("CLIENT KILL TYPE pubsub")
        #expect(await events.next() == .messagesMayHaveBeenMissed)
        #expect(await events.next() == .messagesMayHaveBeenMissed)
        try await cache.publish(Self.messages)
        #expect(await events.next() == .message(Self.messages[0]))
        try await cache.close()
        var last: InvalidationEvent?
        while let event = await events.next() { last = event }
        #expect(last == .message(Self.messages[2]))
    }

    @Test func aSubscriberWhoIsTooSlowIsTold() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url)
        let stream = try await cache.subscribe()
        let watcher = try await cache.subscribe()
        let many = (0..<5000).map { InvalidationMessage(sender: Self.sender, subject: .key("key:\($0)")) }
        try await cache.publish(many)
        var watched = 0
        for await event in watcher {
            if case .message(let message) = event, message.subject == .key("key:4999") { break }
            watched += 1
        }
        #expect(watched > 0)
        try await cache.close()
        var isTold = false
        for await event in stream where event == .messagesMayHaveBeenMissed { isTold = true }
        #expect(isTold)
    }

    @Test func whatCannotBeReadIsAMessageMissed() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url)
        var events = try await cache.subscribe().makeAsyncIterator()
        try server.say("PUBLISH \(String(decoding: cache.channel, as: UTF8.self)) nonsense")
        #expect(await events.next() == .messagesMayHaveBeenMissed)
        try await cache.close()
    }

    @Test func aSubscriptionWithoutAServerIsRefused() async throws {
        let cache = try RedisCache.open("redis://127.0.0.1:1")
        #expect(await code { _ = try await cache.subscribe() } == .unavailable)
        try await cache.close()
        #expect(await code { _ = try await cache.subscribe() } == .closed)
    }

    @Test func aSilentSubscriptionIsProbed() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url) { $0.healthCheckInterval = .milliseconds(50) }
        var events = try await cache.subscribe().makeAsyncIterator()
        server.pause()
        #expect(await events.next() == .messagesMayHaveBeenMissed)
        server.resume()
        #expect(await events.next() == .messagesMayHaveBeenMissed)
        try await cache.close()
    }
}
