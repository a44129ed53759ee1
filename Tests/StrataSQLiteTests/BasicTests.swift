import StrataCore
import StrataSQLite
import Testing

@Suite struct BasicTests {
    @Test func entriesOutliveTheCache() async throws {
        let file = try CacheFile()
        let first = try await file.open()
        try await first.set("key", to: ["a": 1], expires: .never)
        try await first.set("raw", to: [UInt8](0...255), expires: .hours(1))
        try await first.close()
        let second = try await file.open()
        #expect(try await second.get("key", as: [String: Int].self) == ["a": 1])
        #expect(try await second.get("raw", as: [UInt8].self) == [UInt8](0...255))
        #expect(try await second.get("none", as: Int.self) == nil)
        try await second.close()
    }

    @Test func closedCachesSaySo() async throws {
        let file = try CacheFile()
        let cache = try await file.open()
        try await cache.close()
        try await cache.close()
        let error = await #expect(throws: CacheError.self) { try await cache.get("key", as: Int.self) }
        #expect(error?.code == .closed)
    }

    @Test func namespacesShareAFileAndNothingElse() async throws {
        let file = try CacheFile()
        let one = try await file.open { $0.namespace = "a" }
        let other = try await file.open { $0.namespace = "a:b" }
        try await one.set("b:key", to: 1, expires: .never)
        try await other.set("key", to: 2, expires: .never)
        try await one.clear()
        #expect(try await one.get("b:key", as: Int.self) == nil)
        #expect(try await other.get("key", as: Int.self) == 2)
        #expect(try await one.statistics().entries == 0)
        #expect(try await other.statistics().entries == 1)
    }

    @Test func batchesEqualSingleOperations() async throws {
        let file = try CacheFile()
        let cache = try await file.open()
        let keys = (0..<2500).map { CacheKey("key:\($0)") }
        try await cache.setMany(keys.map { CacheEntry($0, $0.rawValue, expires: .never) })
        #expect(try await cache.getMany(keys, as: String.self).count == 2500)
        try await cache.removeMany(Array(keys.prefix(1200)))
        let rest = try await cache.getMany(keys, as: String.self)
        #expect(Set(rest.keys) == Set(keys.dropFirst(1200)))
        #expect(try await cache.removeAll(matching: "key:2*") == 500)
    }
}
