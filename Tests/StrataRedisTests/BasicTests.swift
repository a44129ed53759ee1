import StrataCore
import StrataRedis
import Testing
import TestServers

@Suite struct BasicTests {
    @Test func storesAndReads() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache(url: server.url)
        try await cache.set("key", to: ["a": 1], expires: .never)
        try await cache.set("raw", to: [UInt8](0...255), expires: .hours(1))
        #expect(try await cache.get("key", as: [String: Int].self) == ["a": 1])
        #expect(try await cache.get("raw", as: [UInt8].self) == [UInt8](0...255))
        #expect(try await cache.get("none", as: Int.self) == nil)
        try await cache.close()
    }
}
