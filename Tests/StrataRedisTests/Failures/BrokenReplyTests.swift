import StrataCore
import StrataRedis
import Testing
import TestServers

/// What a server says when it is none, or is cut off.
@Suite struct BrokenReplyTests {
    private static let value = "$3\r\n\"b\"\r\n"

    @Test func aReadGoesToTheNextConnectionWhenItsReplyIsCutOff() async throws {
        let server = try FakeServer { connection, number in
            connection.serve { _ in
                if number > 0 { return Self.value }
                connection.write("$10\r\nabc")
                return nil
            }
        }
        let cache = try RedisCache.open(server.url)
        #expect(try await cache.get("key", as: String.self) == "b")
        try await cache.close()
    }

    @Test func aWriteIsNeverSentTwice() async throws {
        let sets = Count()
        let server = try FakeServer { connection, number in
            connection.serve { command in
                if command.first == "SET" { sets.add() }
                return number == 0 ? nil : "+OK\r\n"
            }
        }
        let cache = try RedisCache.open(server.url)
        #expect(await code { try await cache.set("key", to: 1) } == .unavailable)
        #expect(sets.value == 1)
        try await cache.set("key", to: 2)
        #expect(sets.value == 2)
        try await cache.close()
    }

    @Test func aServerThatClosesInAWriteEndsNothingButTheWrite() async throws {
        let server = try FakeServer { connection, number in
            guard number == 0 else { return connection.serve { _ in "+OK\r\n" } }
            _ = connection.readCommand()
            connection.write("+PONG\r\n")
            _ = connection.readSome()
        }
        let cache = try RedisCache.open(server.url)
        let large = [UInt8](repeating: 1, count: 32 << 20)
        #expect(await code { try await cache.set("key", to: large) } == .unavailable)
        try await Eventually.holds("a better connection is made") {
            await code { try await cache.set("key", to: 2) } == nil
        }
        try await cache.close()
    }

    @Test func garbageIsNoReply() async throws {
        let server = try FakeServer { connection, number in
            connection.serve { _ in number == 0 ? "HTTP/1.1 400 Bad Request\r\n\r\n" : Self.value }
        }
        let cache = try RedisCache.open(server.url)
        #expect(await code { _ = try await cache.get("key", as: String.self) } == .backendFailure)
        try await Eventually.holds("a better connection is made") {
            await code { _ = try await cache.get("key", as: String.self) } == nil
        }
        #expect(try await cache.get("key", as: String.self) == "b")
        try await cache.close()
    }

    @Test func aServerThatIsNoRedisIsNotUsed() async throws {
        let server = try FakeServer { connection, _ in
            _ = connection.readSome()
            connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
        }
        let cache = try RedisCache.open(server.url)
        #expect(await code { _ = try await cache.get("key", as: String.self) } == .backendFailure)
        try await cache.close()
    }

    @Test func repliesThatNobodyAskedForEndTheConnection() async throws {
        let server = try FakeServer { connection, number in
            connection.serve { _ in number == 0 ? Self.value + "$5\r\n\"bad\"\r\n" : Self.value }
        }
        let cache = try RedisCache.open(server.url)
        for _ in 0..<20 { #expect(try await cache.get("key", as: String.self) == "b") }
        try await cache.close()
    }

    @Test func aReplyOfHalfAGigabyteIsNotRead() async throws {
        let server = try FakeServer { connection, number in
            connection.serve { _ in
                guard number == 0 else { return Self.value }
                connection.write("$536870912\r\n")
                let piece = String(repeating: "x", count: 1 << 20)
                for _ in 0..<512 where !connection.write(piece) { return nil }
                return ""
            }
        }
        let cache = try RedisCache.open(server.url) { $0.maximumValueBytes = 4 << 20 }
        #expect(await code { _ = try await cache.get("key", as: String.self) } == .valueTooLarge)
        #expect(try await cache.get("key", as: String.self) == "b")
        #expect(await code { try await cache.set("key", to: [UInt8](repeating: 0, count: 5 << 20)) } == .valueTooLarge)
        try await cache.close()
    }

    @Test func aServerThatLoadsIsUnavailable() async throws {
        let server = try FakeServer { connection, _ in
            connection.serve { _ in "-LOADING Redis is loading the dataset in memory\r\n" }
        }
        let cache = try RedisCache.open(server.url)
        #expect(await code { _ = try await cache.get("key", as: String.self) } == .unavailable)
        #expect(await code { try await cache.set("key", to: 1) } == .unavailable)
        try await cache.close()
    }

    @Test func aServerThatLoadsWhenItIsGreetedIsTriedAgain() async throws {
        let server = try FakeServer { connection, number in
            guard number == 0 else { return connection.serve { _ in Self.value } }
            _ = connection.readCommand()
            connection.write("-LOADING Redis is loading the dataset in memory\r\n")
        }
        let cache = try RedisCache.open(server.url)
        #expect(await code { _ = try await cache.get("key", as: String.self) } == .unavailable)
        try await Eventually.holds("the server has loaded") {
            await code { _ = try await cache.get("key", as: String.self) } == nil
        }
        try await cache.close()
    }

    @Test func aServerThatGreetsNobodyIsUnavailable() async throws {
        let server = try FakeServer { connection, _ in while connection.readSome() != nil {} }
        let cache = try RedisCache.open(server.url) { $0.connectTimeout = .milliseconds(50) }
        #expect(await code { try await cache.ping() } == .unavailable)
        try await cache.close()
    }

    @Test func readsAreAskedAgainOnTimeoutOnlyWhenWanted() async throws {
        let reads = Count()
        let server = try FakeServer { connection, number in
            connection.serve { _ in
                reads.add()
                return number == 0 ? "" : Self.value
            }
        }
        let cache = try RedisCache.open(server.url) {
            $0.commandTimeout = .milliseconds(100)
            $0.retriesReadsOnTimeout = true
        }
        #expect(try await cache.get("key", as: String.self) == "b")
        #expect(reads.value >= 2)
        try await cache.close()
    }
}
