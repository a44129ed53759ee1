#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import PostgresSupport
import StrataCore
import StrataPostgres
import TestServers
import Testing

/// A server of its own for each test, because the test harms it.
@Suite struct FaultTests {
    @Test func aRestartCostsErrorsAndNothingThatWasAcknowledged() async throws {
        try await withServer { server, home in
            let cache = try await home.open { $0.connections = 3 }
            let progress = Progress()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<8 {
                    group.addTask {
                        var number = task
                        while !progress.isOver {
                            do {
                                try await cache.set("key:\(number)", to: number, expires: .never)
                                progress.add(number)
                            } catch let error as CacheError {
                                #expect([.unavailable, .deadlineExceeded].contains(error.code), "\(error)")
                                // Refusals come at once; the threads are needed by others, too.
                                try await Task.sleep(for: .milliseconds(5))
                            }
                            number += 8
                        }
                    }
                }
                for _ in 0..<2 {
                    let count = progress.acknowledged.count
                    try await Eventually.holds("writes go on") { progress.acknowledged.count > count + 100 }
                    try await server.restart()
                }
                let count = progress.acknowledged.count
                try await Eventually.holds("writes go on") { progress.acknowledged.count > count + 100 }
                progress.end()
                try await group.waitForAll()
            }
            let written = progress.acknowledged
            let found = try await cache.getMany(written.map { CacheKey("key:\($0)") }, as: Int.self)
            #expect(Set(found.values) == written)
            try await cache.close()
        }
    }

    @Test func aServerThatIsGoneIsUnavailableAndComesBack() async throws {
        try await withServer { server, home in
            let cache = try await home.open()
            try await cache.set("key", to: 1, expires: .never)
            try await server.stop()
            try await Eventually.holds("it is unavailable") { await code(of: cache) == .unavailable }
            let opening = await #expect(throws: CacheError.self) {
                _ = try await PostgresCache(url: server.url())
            }
            #expect(opening?.code == .unavailable)
            try await server.startAgain()
            try await Eventually.holds("it works again") { await code(of: cache) == nil }
            #expect(try await cache.get("key", as: Int.self) == 1)
            try await cache.close()
        }
    }

    @Test func aHangingServerMeetsTheDeadlineAndIsLeft() async throws {
        try await withServer { server, home in
            let cache = try await home.open {
                $0.deadline = .milliseconds(300)
                $0.connectTimeout = .milliseconds(300)
            }
            try await cache.ping()
            try await server.signal(SIGSTOP)
            #expect(await code(of: cache) == .deadlineExceeded)
            try await Eventually.holds("the connections are given up") { await code(of: cache) == .unavailable }
            try await server.signal(SIGCONT)
            try await Eventually.holds("it works again") { await code(of: cache) == nil }
            try await cache.close()
        }
    }

    @Test func connectionsThatAreCutAreMadeAgain() async throws {
        try await withServer { server, home in
            let cache = try await home.open()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for task in 0..<16 {
                    group.addTask {
                        var done = 0
                        for number in 0..<200 {
                            let key = CacheKey("key:\(task):\(number)")
                            do {
                                try await cache.set(key, to: number, expires: .never)
                                if try await cache.get(key, as: Int.self) == number { done += 1 }
                            } catch let error as CacheError {
                                #expect(error.code == .unavailable, "\(error)")
                            }
                        }
                        return done
                    }
                }
                for _ in 0..<5 {
                    try await Task.sleep(for: .milliseconds(20))
                    for process in try await home.processes() { kill(process, SIGTERM) }
                }
                let done = try await group.reduce(0, +)
                #expect(done > 0)
            }
            try await Eventually.holds("it works again") { await code(of: cache) == nil }
            try await cache.close()
        }
    }

    @Test func aServerWithoutRoomIsUnavailable() async throws {
        try await withServer { server, home in
            try await home.prepare(table: "cache")
            try await server.sql("alter role app connection limit 1", role: "postgres")
            let first = try await home.open { $0.connections = 1 }
            try await first.ping()
            let error = await #expect(throws: CacheError.self) { _ = try await home.open() }
            #expect(error?.code == .unavailable)
            #expect(error?.message == "the server has no connection left")
            try await first.close()
            try await Eventually.holds("there is room again") { (try? await home.open { $0.connections = 1 }) != nil }
        }
    }

    @Test func whatTheServerRefusesHasItsOwnCode() async throws {
        try await withServer { server, home in
            let cache = try await home.open()
            let wrong = server.url(.tcp).replacing("app-password", with: "wrong")
            let password = await #expect(throws: CacheError.self) { _ = try await PostgresCache(url: wrong) }
            #expect(password?.code == .permissionDenied)
            #expect(password?.description.contains("wrong") == false)

            let syntax = await #expect(throws: CacheError.self) { _ = try await PostgresCache(url: "no such=thing") }
            #expect(syntax?.code == .invalidConfiguration)

            try await server.sql("alter role app set default_transaction_read_only = on", role: "postgres")
            let reading = try await home.open()
            let readOnly = await #expect(throws: CacheError.self) { try await reading.set("a", to: 1, expires: .never) }
            #expect(readOnly?.code == .readOnly)
            #expect(try await reading.get("a", as: Int.self) == nil)
            try await reading.close()
            try await server.sql("alter role app reset default_transaction_read_only", role: "postgres")

            try await server.sql("revoke delete on \"\(home.schema)\".cache from app")
            let refused = await #expect(throws: CacheError.self) { try await cache.remove("a") }
            #expect(refused?.code == .permissionDenied)

            try await server.sql("drop table \"\(home.schema)\".cache")
            let missing = await #expect(throws: CacheError.self) { _ = try await cache.get("a", as: Int.self) }
            #expect(missing?.code == .schemaMismatch)
            try await server.migrate(schema: home.schema)
            try await server.sql("grant select, insert, update, delete on \"\(home.schema)\".cache to app")
            #expect(try await cache.get("a", as: Int.self) == nil)
            try await cache.close()
        }
    }

    private func code(of cache: PostgresCache) async -> CacheError.Code? {
        do {
            _ = try await cache.get("key", as: Int.self)
            return nil
        } catch {
            return error.code
        }
    }

    private func withServer(_ body: (PostgresServer, PostgresHome) async throws -> Void) async throws {
        let server = try await PostgresServer()
        try await body(server, try await PostgresHome(server, schema: "faults"))
        try await server.signal(SIGCONT)
    }
}
