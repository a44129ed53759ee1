import StrataCore
import StrataTestKit
import Testing

@testable import StrataLayered

/// A load that began before an invalidation never publishes its value after it.
@Suite struct InvalidationTests {
    enum Change: CaseIterable {
        case set, remove, tag, lateTag, clear
    }

    private func change(_ change: Change, in cache: LayeredCache) async throws {
        switch change {
        case .set: try await cache.set("key", to: 100, expires: .seconds(60))
        case .remove: try await cache.remove("key")
        case .tag: try await cache.invalidate(tag: "tag")
        case .lateTag: try await cache.invalidate(tag: "late")
        case .clear: try await cache.clear()
        }
    }

    private func load(_ cache: LayeredCache, _ slow: SlowLoad) -> Task<Int, any Error> {
        Task {
            try await cache.getOrSet("key", LoadOptions(tags: ["tag"])) { context in
                await slow.pass()
                context.addTags(["late"])
                return 1
            }
        }
    }

    @Test(arguments: Change.allCases, [false, true])
    func inOneProcess(_ change: Change, isPlain: Bool) async throws {
        let bed = LayeredTestBed(isPlain: isPlain)
        let (cache, slow) = (bed.node(), SlowLoad())
        let caller = load(cache, slow)
        await slow.begun()
        try await self.change(change, in: cache)
        slow.open()
        #expect(try await caller.value == 1)
        #expect(try await cache.get("key", as: Int.self) == (change == .set ? 100 : nil))
        if !isPlain { #expect(try await bed.node().get("key", as: Int.self) == (change == .set ? 100 : nil)) }
    }

    @Test(arguments: Change.allCases)
    func inAnotherProcess(_ change: Change) async throws {
        let bed = LayeredTestBed()
        let (cache, other, slow) = (bed.node(), bed.node(), SlowLoad())
        let caller = load(cache, slow)
        await slow.begun()
        try await self.change(change, in: other)
        slow.open()
        #expect(try await caller.value == 1)
        for node in [cache, other, bed.node()] {
            #expect(try await node.get("key", as: Int.self) == (change == .set ? 100 : nil))
        }
    }

    @Test func aVersionThatANodeKnewTooLongCostsOneLoadOnly() async throws {
        let bed = LayeredTestBed()
        let (cache, other) = (bed.node(), bed.node())
        _ = try await cache.getOrSet("first") { _ in 1 }
        try await other.clear()
        _ = try await cache.getOrSet("second") { _ in 1 }
        _ = try await cache.getOrSet("second") { _ in 2 }
        #expect(try await cache.getOrSet("second") { _ in 3 } == 2)
    }

    @Test func clearVoidsEverythingAndNothingThatComesAfter() async throws {
        let bed = LayeredTestBed()
        let cache = bed.node()
        try await cache.set("old", to: 1, expires: .seconds(60))
        try await cache.clear()
        try await cache.set("new", to: 2, expires: .seconds(60))
        #expect(try await cache.getMany(["old", "new"], as: Int.self) == ["new": 2])
        #expect(try await bed.node().getMany(["old", "new"], as: Int.self) == ["new": 2])
    }

    @Test func aTagCostsTheSameWhateverItCovers() async throws {
        let bed = LayeredTestBed()
        let cache = bed.node()
        for count in [10, 2_000] {
            for number in 0..<count {
                try await cache.set("\(count):\(number)", to: 1, expires: .seconds(60), tags: ["tag"])
            }
            bed.trips.reset()
            try await cache.invalidate(tag: "tag")
            #expect(bed.trips.total == 2)
        }
    }

    @Test(arguments: [Change.set, .remove, .tag, .clear], [false, true])
    func aRenewalInTheBackgroundBringsNothingBack(_ change: Change, isPlain: Bool) async throws {
        let bed = LayeredTestBed(isPlain: isPlain)
        let (cache, slow) = (bed.node(), SlowLoad())
        var options = LoadOptions(expires: .seconds(10), tags: ["tag"])
        options.refreshAhead = 0.5
        _ = try await cache.getOrSet("key", options) { _ in 1 }
        bed.clock.advance(by: .seconds(6))
        _ = try await cache.getOrSet("key", options) { _ in
            await slow.pass()
            return 2
        }
        await slow.begun()
        try await self.change(change, in: cache)
        slow.open()
        while cache.background.contains("key") { await Task.yield() }
        #expect(try await cache.get("key", as: Int.self) == (change == .set ? 100 : nil))
    }

    @Test(arguments: ["", "\u{1}strata:everything", "\u{1}strata:any"])
    func theTagsOfTheCacheItselfAreRefused(name: String) async throws {
        let (cache, tag) = (LayeredTestBed().node(), CacheTag(name))
        func refuses(_ body: () async throws -> Void) async {
            await #expect { try await body() } throws: { ($0 as? CacheError)?.code == .invalidKey }
        }
        await refuses { try await cache.invalidate(tag: tag) }
        await refuses { try await cache.set("key", to: 1, expires: .never, tags: [tag]) }
        await refuses { _ = try await cache.tagVersions(of: [tag]) }
        await refuses { _ = try await cache.getOrSet("key", LoadOptions(tags: [tag])) { _ in 1 } }
        await refuses { _ = try await cache.getOrSetMany(["key"], LoadOptions(tags: [tag])) { _ in ["key": 1] } }
        _ = try await cache.getOrSet("key", as: Int.self) { context in
            context.addTags([tag])
            return 1
        }
        #expect(try await cache.get("key", as: Int.self) == nil)
    }
}
