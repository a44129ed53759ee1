import StrataCore
import Testing

@testable import StrataLayered

/// What nodes tell each other.
@Suite struct BackplaneTests {
    let channel = InProcessChannel()

    /// Waits until a node serves from memory, which it does only while its subscription stands.
    private func untilItServesFromMemory(_ node: LayeredCache, _ key: CacheKey) async throws {
        while true {
            _ = try await node.get(key, as: Int.self)
            if try await node.peek(key, as: Int.self)?.level == .firstLevel { return }
            await Task.yield()
        }
    }

    private func untilItHasNoCopy(_ node: LayeredCache, _ key: CacheKey) async throws {
        while try await node.peek(key, as: Int.self)?.level == .firstLevel { await Task.yield() }
    }

    @Test func writesRemovalsTagsAndClearReachTheOtherNodes() async throws {
        let bed = LayeredTestBed(channel: channel)
        let (one, other) = (bed.node(), bed.node())
        let changes: [(LayeredCache) async throws -> Void] = [
            { try await $0.set("key", to: 2, expires: .seconds(60)) },
            { try await $0.remove("key") },
            { try await $0.invalidate(tag: "tag") },
            { try await $0.clear() },
        ]
        for change in changes {
            try await one.set("key", to: 1, expires: .seconds(60), tags: ["tag"])
            try await untilItServesFromMemory(other, "key")
            try await change(one)
            try await untilItHasNoCopy(other, "key")
        }
    }

    @Test func loadsAreNotAnnounced() async throws {
        let bed = LayeredTestBed(channel: channel)
        let events = try channel.subscribe()
        let cache = bed.node()
        _ = try await cache.getOrSet("loaded") { _ in 1 }
        try await cache.remove("removed")
        for await event in events {
            guard case .message(let message) = event else { continue }
            #expect(message.subject == .key("removed"))
            break
        }
    }

    @Test func aNodeThatHearsNothingServesNothingFromMemoryAndThenStartsAfresh() async throws {
        let bed = LayeredTestBed(channel: channel)
        let (one, other) = (bed.node(), bed.node())
        try await one.set("key", to: 1, expires: .seconds(60))
        try await untilItServesFromMemory(other, "key")
        channel.interrupt()
        try await untilItHasNoCopy(other, "key")
        try await one.set("key", to: 2, expires: .seconds(60))
        #expect(try await other.get("key", as: Int.self) == 2)
        channel.restore()
        try await untilItServesFromMemory(other, "key")
        #expect(try await other.get("key", as: Int.self) == 2)
    }

    @Test func whatCouldNotBeToldIsToldLater() async throws {
        let bed = LayeredTestBed(channel: channel)
        let one = bed.node { $0.sleep = { _ in await Task.yield() } }
        try await one.set("key", to: 1, expires: .seconds(60))
        let events = try channel.subscribe()
        channel.interrupt()
        try await one.remove("lost")
        channel.restore()
        for await event in events {
            if case .message(let message) = event, message.subject == .key("lost") { break }
        }
    }

    @Test func theOutboxIsBoundedAndTellsEachSubjectOnce() {
        var outbox = Outbox(limit: 3)
        outbox.add([.key("a"), .key("a"), .tag("b")])
        outbox.add([.key("a")])
        #expect(Set(outbox.take()) == [.key("a"), .tag("b")])
        #expect(outbox.isEmpty)
        outbox.add((0..<4).map { .key(CacheKey("\($0)")) })
        #expect(outbox.take() == [.everything])
        outbox.add([.everything, .key("a")])
        outbox.add([.key("b")])
        #expect(outbox.take() == [.everything])
    }
}
