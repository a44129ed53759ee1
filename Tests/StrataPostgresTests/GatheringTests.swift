#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import PostgresSupport
import StrataCore
import TestServers
import Testing

@testable import StrataPostgres

/// Round trips, counted.
@Suite struct GatheringTests {
    @Test func waitingReadsShareOneStatement() async throws {
        try await stopped { cache, release in
            try await cache.setMany((0..<64).map { CacheEntry("key:\($0)", $0, expires: .never) })
            release.stop()
            let before = cache.dispatcher.traffic.trips
            let first = Task { try await cache.get("key:0", as: Int.self) }
            try await Eventually.holds("the first read is on its way") { cache.dispatcher.traffic.trips == before + 1 }
            let tasks = (0..<64).map { number in Task { try await cache.get("key:\(number)", as: Int.self) } }
            try await Eventually.holds("all others wait") { cache.dispatcher.waiting == 64 }
            release.go()
            #expect(try await first.value == 0)
            for (number, task) in tasks.enumerated() { #expect(try await task.value == number) }
            #expect(cache.dispatcher.traffic.trips - before == 2)
        }
    }

    @Test func waitingWritesShareOneStatementAndTheLastStays() async throws {
        try await stopped { cache, release in
            release.stop()
            let before = cache.dispatcher.traffic.trips
            let first = Task { try await cache.set("first", to: 0, expires: .never) }
            try await Eventually.holds("the first write is on its way") { cache.dispatcher.traffic.trips == before + 1 }
            var tasks: [Task<Void, any Error>] = []
            for number in 0..<50 {
                tasks.append(Task { try await cache.set("key:\(number % 5)", to: number, expires: .never) })
                try await Eventually.holds("it waits") { cache.dispatcher.waiting == number + 1 }
            }
            release.go()
            for task in tasks + [first] { try await task.value }
            #expect(cache.dispatcher.traffic.trips - before == 2)
            let found = try await cache.getMany((0..<5).map { CacheKey("key:\($0)") }, as: Int.self)
            #expect(found == ["key:0": 45, "key:1": 46, "key:2": 47, "key:3": 48, "key:4": 49])
        }
    }

    @Test func cancelledCallersLeaveAtOnceAndHarmNobody() async throws {
        try await stopped { cache, release in
            try await cache.set("key", to: 1, expires: .never)
            release.stop()
            let tasks = (0..<20).map { _ in Task { try await cache.get("key", as: Int.self) } }
            try await Eventually.holds("all but one wait") { cache.dispatcher.waiting == 19 }
            for task in tasks.dropLast() { task.cancel() }
            for task in tasks.dropLast() {
                let error = await #expect(throws: CacheError.self) { try await task.value }
                #expect(error?.code == .cancelled)
            }
            release.go()
            #expect(try await tasks[19].value == 1)
            #expect(try await cache.get("key", as: Int.self) == 1)
        }
    }

    @Test func oneBadValueDoesNotHarmItsNeighbours() async throws {
        try await stopped { cache, release in
            release.stop()
            let before = cache.dispatcher.traffic.trips
            let first = Task { try await cache.set("first", to: 0, expires: .never) }
            try await Eventually.holds("it is on its way") { cache.dispatcher.traffic.trips == before + 1 }
            let good = (0..<10).map { number in
                Task { try await cache.set("key:\(number)", to: number, expires: .never) }
            }
            let key = try StoredKey("bad", storesPlainKeys: true)
            let row = RowWrite(key: key, value: Array("{no JSON".utf8), timeToLive: nil)
            let bad = Task { try await cache.perform(.write(row)) }
            try await Eventually.holds("they wait") { cache.dispatcher.waiting == 11 }
            release.go()
            let error = await #expect(throws: CacheError.self) { try await bad.value }
            #expect(error?.code == .encodingFailed)
            for task in good + [first] { try await task.value }
            #expect(try await cache.getMany((0..<10).map { CacheKey("key:\($0)") }, as: Int.self).count == 10)
        }
    }

    @Test func tooManyAreRefusedAndLateOnesFail() async throws {
        try await stopped({
            $0.maximumWaiting = 2; $0.deadline = .milliseconds(300)
        }) { cache, release in
            release.stop()
            let tasks = (0..<3).map { number in Task { try await cache.get("key:\(number)", as: Int.self) } }
            try await Eventually.holds("two wait") { cache.dispatcher.waiting == 2 }
            let refused = await #expect(throws: CacheError.self) { try await cache.get("key", as: Int.self) }
            #expect(refused?.code == .overloaded)
            for task in tasks {
                let error = await #expect(throws: CacheError.self) { try await task.value }
                #expect(error?.code == .deadlineExceeded)
            }
            release.go()
            try await Eventually.holds("it works again") { (try? await cache.get("key", as: Int.self)) == .some(nil) }
        }
    }

    /// Stops and continues the server's process for one connection.
    private struct Release: Sendable {
        let process: pid_t

        func stop() { kill(process, SIGSTOP) }
        func go() { kill(process, SIGCONT) }
    }

    private func stopped(
        _ configure: @escaping @Sendable (inout PostgresCache.Configuration) -> Void = { _ in },
        _ body: @escaping @Sendable (PostgresCache, Release) async throws -> Void
    ) async throws {
        try await PostgresHomes.shared.lend(isOwn: true) { home in
            let cache = try await home.open { configuration in
                configuration.connections = 1
                configuration.deadline = .seconds(30)
                configure(&configuration)
            }
            try await cache.ping()
            let release = Release(process: try #require(try await home.processes().first))
            do {
                try await body(cache, release)
            } catch {
                release.go()
                throw error
            }
            try await cache.close()
        }
    }
}
