import Foundation
import StrataCore
import StrataRedis
import Testing
import TestServers

/// Connections that are killed under load.
@Suite struct KilledConnectionTests {
    @Test func noReplyIsEverMatchedToTheWrongCommand() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url) { $0.connections = 2 }
        let keys = 1000
        try await cache.setMany((0..<keys).map { CacheEntry("key:\($0)", $0, expires: .never) })
        let killer = Task {
            while !Task.isCancelled {
                try server.say("CLIENT KILL TYPE normal SKIPME yes")
                try await Task.sleep(for: .milliseconds(Int.random(in: 1...20)))
            }
        }
        let (right, lost) = await withTaskGroup(of: (Int, Int).self) { group in
            for task in 0..<64 {
                group.addTask { await Self.read(cache, from: task, keys: keys) }
            }
            return await group.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
        }
        killer.cancel()
        #expect(right + lost == 64 * Self.reads)
        #expect(right > 64 * Self.reads / 10)
        try await Eventually.holds("the server is found again") { await code { try await cache.ping() } == nil }
        try await cache.close()
    }

    /// How many reads each of 64 tasks makes: 500, or what STRATA_SOAK_READS says.
    private static let reads = ProcessInfo.processInfo.environment["STRATA_SOAK_READS"].flatMap { Int($0) } ?? 500

    /// Reads keys of which each holds its own number; returns how many were right, and how many were lost.
    private static func read(_ cache: RedisCache, from task: Int, keys: Int) async -> (Int, Int) {
        var (right, lost) = (0, 0)
        for step in 0..<reads {
            let number = (task * 7919 + step * 31) % keys
            do {
                let value = try await cache.get("key:\(number)", as: Int.self)
                #expect(value == number)
                right += 1
            } catch {
                #expect(error.code == .unavailable)
                lost += 1
            }
        }
        return (right, lost)
    }

    @Test func countersLoseNothingThatWasAnswered() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url)
        let answered = Count()
        let tried = Count()
        let killer = Task {
            while !Task.isCancelled {
                try server.say("CLIENT KILL TYPE normal SKIPME yes")
                try await Task.sleep(for: .milliseconds(Int.random(in: 1...10)))
            }
        }
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    for _ in 0..<200 {
                        tried.add()
                        if await code(of: { _ = try await cache.increment("sum", expires: .never) }) == nil {
                            answered.add()
                        }
                    }
                }
            }
        }
        killer.cancel()
        var sum: Int64?
        try await Eventually.holds("the sum can be read") {
            await code { sum = try await cache.get("sum", as: Int64.self) } == nil
        }
        #expect((Int64(answered.value)...Int64(tried.value)).contains(try #require(sum)))
        try await cache.close()
    }
}
