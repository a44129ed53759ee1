import StrataCore
import StrataMemory
import StrataTestKit
import Testing

@Suite struct CapabilityTests {
    private let clock = ManualClock()

    @Test func leasesAreVoidedByWritesAndEndByTheClock() throws {
        let cache = steppedCache(clock)
        func fill(_ token: LeaseToken) throws -> Bool {
            try cache.fill("k", with: 1, metadata: EntryMetadata(), expires: .never, token: token)
        }
        func granted() throws -> LeaseToken? {
            guard case .granted(let token) = try cache.lease("k", for: .seconds(1), refreshing: true, as: Int.self)
            else { return nil }
            return token
        }
        let first = try #require(try granted())
        #expect(try granted() == nil)
        #expect(try fill(first))
        #expect(try !fill(first))
        let second = try #require(try granted())
        try cache.set("k", to: 2, expires: .never)
        #expect(try !fill(second))
        let third = try #require(try granted())
        try cache.remove("k")
        #expect(try !fill(third))
        let fourth = try #require(try granted())
        try cache.clear()
        #expect(try !fill(fourth))
        let fifth = try #require(try granted())
        clock.advance(by: .milliseconds(1000))
        #expect(try !fill(fifth))
        let sixth = try #require(try granted())
        try cache.release("k", token: fifth)
        #expect(try granted() == nil)
        try cache.release("k", token: sixth)
        #expect(try granted() != nil)
    }

    @Test func aHitComesWithItsMetadata() throws {
        let cache = steppedCache(clock)
        let metadata = EntryMetadata(grace: 5, validator: "v", tagVersions: try cache.tagVersions(of: ["t"]))
        guard case .granted(let token) = try cache.lease("k", for: .seconds(1), refreshing: false, as: Int.self) else {
            Issue.record("no lease")
            return
        }
        #expect(try cache.fill("k", with: 1, metadata: metadata, expires: .seconds(4), token: token))
        let hit = LeasedEntry(value: 1, metadata: metadata, timeToLive: .remaining(.seconds(4)))
        #expect(try cache.lease("k", for: .seconds(1), refreshing: false, as: Int.self) == .hit(hit))
        #expect(try cache.get("k", as: Int.self) == 1)
        try cache.invalidate(tag: "t")
        #expect(try cache.get("k", as: Int.self) == nil)
    }

    @Test func aFillUnderAnOldTagStoresNothing() throws {
        let cache = steppedCache(clock)
        let metadata = EntryMetadata(tagVersions: try cache.tagVersions(of: ["t"]))
        guard case .granted(let token) = try cache.lease("k", for: .seconds(1), refreshing: false, as: Int.self) else {
            Issue.record("no lease")
            return
        }
        try cache.invalidate(tag: "t")
        #expect(try !cache.fill("k", with: 1, metadata: metadata, expires: .never, token: token))
        #expect(try !cache.exists("k"))
    }

    @Test func aTagVoidsItsEntriesForEveryOperation() async throws {
        let cache = steppedCache(clock)
        for key in ["a", "b", "c", "d"] { try cache.set(CacheKey(key), to: 1, expires: .never, tags: ["t", "u"]) }
        try cache.set("other", to: 1, expires: .never, tags: ["u"])
        try cache.invalidate(tag: "t")
        #expect(try await cache.keys(matching: "*") == ["other"])
        #expect(try cache.timeToLive("a") == .absent)
        #expect(try cache.increment("b", by: 1, expires: .never) == 1)
        #expect(try cache.setIfAbsent("c", to: 9, expires: .never))
        #expect(try !cache.expire("d", after: .never))
        #expect(try cache.get("other", as: Int.self) == 1)
    }

    @Test func forgottenTagsVoidAndNeverComeBack() throws {
        let cache = steppedCache(clock) { $0.maximumEntries = 10 }
        try cache.set("k", to: 1, expires: .never, tags: ["t"])
        let before = try cache.tagVersions(of: ["t"])
        for number in 0..<5000 { _ = try cache.tagVersions(of: [CacheTag("other:\(number)")]) }
        #expect(try cache.get("k", as: Int.self) == nil)
        #expect(try cache.tagVersions(of: ["t"]) != before)
    }

    @Test func manyLeasesThatNobodyFillsAreForgotten() throws {
        let cache = steppedCache(clock)
        for number in 0..<20_000 {
            clock.advance(by: .milliseconds(1))
            _ = try cache.lease(CacheKey("k:\(number)"), for: .milliseconds(5), refreshing: false, as: Int.self)
        }
        #expect(try cache.statistics().entries == 0)
    }

    @Test(arguments: [1, 4])
    func scansSeeEveryKeyThatStays(stripes: Int) throws {
        let cache = steppedCache(clock) { $0.stripes = stripes }
        for number in 0..<2000 { try cache.set(CacheKey("k:\(number)"), to: number) }
        var seen: Set<CacheKey> = []
        var cursor: ScanCursor?
        var round = 0
        repeat {
            let page = try cache.keys(matching: "k:1*", after: cursor, limit: 10)
            seen.formUnion(page.keys)
            cursor = page.next
            // Shrinks the table in the middle of the scan: slots get new numbers.
            if round == 60 {
                for number in 0..<2000 where number % 9 != 1 { try cache.remove(CacheKey("k:\(number)")) }
            }
            round += 1
        } while cursor != nil
        for number in 0..<2000 where number % 9 == 1 && "\(number)".hasPrefix("1") {
            #expect(seen.contains(CacheKey("k:\(number)")))
        }
    }

    @Test func scansRefuseWhatIsNotTheirs() throws {
        let cache = steppedCache(clock)
        let other = steppedCache(clock)
        for number in 0..<10 { try cache.set(CacheKey("k:\(number)"), to: number) }
        let foreign = try cache.keys(matching: "*", after: nil, limit: 3).next
        #expect(foreign != nil)
        #expect(code { _ = try other.keys(matching: "*", after: foreign, limit: 3) } == .invalidArgument)
        let broken = ScanCursor([1, 2])
        #expect(code { _ = try cache.keys(matching: "*", after: broken, limit: 3) } == .invalidArgument)
        #expect(code { _ = try cache.keys(matching: "*", after: nil, limit: 0) } == .invalidArgument)
    }

    @Test func removesByPattern() throws {
        let cache = steppedCache(clock) { $0.stripes = 4 }
        for number in 0..<2000 { try cache.set(CacheKey("\(number % 2 == 0 ? "even" : "odd"):\(number)"), to: number) }
        #expect(try cache.removeAll(matching: "even:*") == 1000)
        #expect(try cache.statistics().entries == 1000)
        #expect(try cache.removeAll(matching: "*") == 1000)
    }

    @Test func fencingNumbersOnlyGrow() throws {
        let cache = steppedCache(clock)
        let token = CacheToken.random()
        let first = try #require(try cache.acquire("lock", token: token, expires: .milliseconds(5)))
        #expect(first >= 1)
        clock.advance(by: .milliseconds(6))
        let second = try #require(try cache.acquire("lock", token: token, expires: .never))
        try cache.clear()
        let third = try #require(try cache.acquire("lock", token: token, expires: .never))
        #expect(first < second && second < third)
    }

    @Test func statisticsCount() throws {
        let cache = steppedCache(clock)
        try cache.set("k", to: 1)
        _ = try cache.get("k", as: Int.self)
        _ = try cache.get("l", as: Int.self)
        try cache.remove("k")
        try cache.remove("k")
        let statistics = try cache.statistics()
        #expect(statistics.hits == 1)
        #expect(statistics.misses == 1)
        #expect(statistics.writes == 1)
        #expect(statistics.removals == 1)
        #expect(statistics.entries == 0)
        #expect(statistics.weight == nil)
    }

    @Test func afterCloseEverythingIsClosed() async throws {
        let cache = MemoryCache()
        try cache.set("k", to: 1, expires: .never)
        try cache.close()
        try cache.close()
        #expect(code { _ = try cache.get("k", as: Int.self) } == .closed)
        #expect(code { try cache.set("k", to: 1) } == .closed)
        #expect(code { try cache.clear() } == .closed)
        #expect(code { try cache.invalidate(tag: "t") } == .closed)
        #expect(code { _ = try cache.statistics() } == .closed)
        #expect(code { _ = try cache.keys(matching: "*", after: nil, limit: 1) } == .closed)
        await #expect(throws: CacheError.self) { try await cache.removeExpired() }
    }

    @Test func aCacheThatNobodyHoldsGoes() async throws {
        weak var cache: MemoryCache?
        do {
            let held = MemoryCache()
            try held.set("k", to: 1, expires: .never)
            cache = held
        }
        #expect(cache == nil)
    }
}
