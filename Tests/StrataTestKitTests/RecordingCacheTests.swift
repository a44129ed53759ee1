import StrataCore
import StrataTestKit
import Testing

@Suite struct RecordingCacheTests {
    let cache = RecordingCache(ReferenceCache(ReferenceStorage(clock: ManualClock())))

    @Test func recordsCallsWithKeysAndAnswersInOrder() async throws {
        _ = try await cache.get("a", as: Int.self)
        try await cache.setMany([CacheEntry("a", 1, expires: .never), CacheEntry("b", 2, expires: .never)])
        _ = try await cache.getMany(["a", "b", "c"], as: Int.self)
        _ = try? await cache.get("a", as: String.self)
        _ = try await cache.lease("b", for: .seconds(1), as: Int.self)
        try await cache.clear()
        #expect(
            cache.calls == [
                RecordedCall(.get, ["a"], .found(0)),
                RecordedCall(.setMany, ["a", "b"]),
                RecordedCall(.getMany, ["a", "b", "c"], .found(2)),
                RecordedCall(.get, ["a"], .failed(.decodingFailed)),
                RecordedCall(.lease, ["b"], .found(1)),
                RecordedCall(.clear),
            ]
        )
        #expect(cache.count(of: .get) == 2)
        cache.removeAllCalls()
        #expect(cache.calls.isEmpty)
    }

    @Test func oneOfEachOperationIsRecordedUnderItsName() async throws {
        let token = CacheToken.random()
        _ = try await cache.exists("k")
        _ = try await cache.setIfAbsent("k", to: 1, expires: .never)
        _ = try await cache.increment("k", expires: .never)
        _ = try await cache.compareAndSet("k", expecting: nil, to: token, expires: .never)
        _ = try await cache.compareAndExpire("k", expecting: token, expires: .never)
        _ = try await cache.compareAndRemove("k", expecting: token)
        _ = try await cache.acquire("k", token: token, expires: .never)
        _ = try await cache.timeToLive("k")
        _ = try await cache.getWithTimeToLive("k", as: Int.self)
        _ = try await cache.expire("k", after: .never)
        _ = try await cache.keys(matching: "*", after: nil, limit: 5)
        try await cache.removeAll(matching: "x*")
        try await cache.set("k", to: 1, expires: .never, tags: ["t"])
        try await cache.invalidate(tag: "t")
        _ = try await cache.tagVersions(of: ["t"])
        try await cache.set("k", to: 1, metadata: EntryMetadata(), expires: .never)
        _ = try await cache.entry("k", as: Int.self)
        _ = try await cache.entries(["k"], as: Int.self)
        try await cache.setMany([AnnotatedEntry<Int>]())
        _ = try await cache.fill("k", with: 1, metadata: EntryMetadata(), expires: .never, token: .random())
        try await cache.release("k", token: .random())
        _ = try await cache.leaseMany(["k"], for: .seconds(1), as: Int.self)
        _ = try await cache.fillMany([LeaseFill<Int>]())
        try await cache.releaseMany([:])
        try await cache.remove("k")
        try await cache.removeMany(["k"])
        try await cache.ping()
        _ = try await cache.statistics()
        try await cache.close()
        let elsewhere: Set<CacheOperation> = [.get, .set, .getMany, .setMany, .clear, .lease]
        #expect(Set(cache.calls.map(\.operation)) == Set(CacheOperation.allCases).subtracting(elsewhere))
    }
}
