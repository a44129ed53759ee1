import StrataCore
import StrataRedis
import Testing
import TestServers

/// What a real server does when it is ill.
@Suite struct ServerFailureTests {
    @Test func aServerThatIsGoneIsUnavailableUntilItIsBack() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url)
        try await cache.set("key", to: 1)
        server.kill()
        try await Eventually.holds("the loss is seen") {
            await code { _ = try await cache.get("key", as: Int.self) } == .unavailable
        }
        try await server.start()
        try await Eventually.holds("the server is found again") {
            await code { try await cache.set("key", to: 2) } == nil
        }
        #expect(try await cache.get("key", as: Int.self) == 2)
        try await cache.close()
    }

    @Test func aServerThatHangsRunsIntoTheDeadline() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url) {
            $0.commandTimeout = .milliseconds(300)
            $0.connectTimeout = .milliseconds(300)
        }
        try await Eventually.holds("the first answer comes") { await code { try await cache.ping() } == nil }
        server.pause()
        #expect(await code { try await cache.set("key", to: 1) } == .deadlineExceeded)
        try await Eventually.holds("the connection is given up") {
            await code { _ = try await cache.get("key", as: Int.self) } == .unavailable
        }
        server.resume()
        try await Eventually.holds("the server is found again") { await code { try await cache.ping() } == nil }
        try await cache.close()
    }

    @Test func aSlowAnswerDoesNotDisturbTheNext() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url) { $0.commandTimeout = .milliseconds(200) }
        try await Eventually.holds("the first answer comes") {
            await code { try await cache.set("key", to: "value", expires: .never) } == nil
        }
        try server.say("CLIENT PAUSE 300")
        #expect(await code { _ = try await cache.get("key", as: String.self) } == .deadlineExceeded)
        try await Eventually.holds("the right value comes") {
            var value: String?
            _ = await code { value = try await cache.get("key", as: String.self) }
            return value == "value"
        }
        try await cache.close()
    }

    @Test func aReplicaTakesNoWrites() async throws {
        let primary = try await RedisServer()
        let replica = try await RedisServer { $0.arguments = ["--replicaof", "127.0.0.1", "\(primary.port)"] }
        let cache = try RedisCache.open(replica.url)
        let writer = try RedisCache.open(primary.url)
        try await writer.set("key", to: 1)
        try await Eventually.holds("the entry arrives") { try await cache.get("key", as: Int.self) == 1 }
        #expect(await code { try await cache.set("key", to: 2) } == .readOnly)
        #expect(await code { _ = try await cache.increment("counter", expires: .never) } == .readOnly)
        #expect(try await cache.exists("key"))
        try await cache.close()
        try await writer.close()
    }

    @Test func aFullServerSaysSo() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url)
        try await cache.set("key", to: 1)
        try server.say("CONFIG SET maxmemory 1")
        #expect(await code { try await cache.set("other", to: 2) } == .storageFull)
        #expect(await code { _ = try await cache.increment("counter", expires: .never) } == .storageFull)
        #expect(try await cache.get("key", as: Int.self) == 1)
        try await cache.close()
    }

    @Test func aWrongPasswordIsRefused() async throws {
        let server = try await RedisServer { $0.arguments = ["--requirepass", "right"] }
        for url in ["redis://:wrong@127.0.0.1", "redis://127.0.0.1", "redis://nobody:right@127.0.0.1"] {
            let cache = try RedisCache.open("\(url):\(server.port)")
            #expect(await code { try await cache.ping() } == .permissionDenied)
            try await cache.close()
        }
        let cache = try RedisCache.open("redis://:right@127.0.0.1:\(server.port)/2")
        try await cache.set("key", to: 1)
        #expect(try await cache.get("key", as: Int.self) == 1)
        try await cache.close()
    }

    @Test func aLineThatIsFullTakesNoMore() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url) { $0.maximumWaiting = 10 }
        try await cache.ping()
        server.pause()
        await withTaskGroup(of: CacheError.Code?.self) { group in
            for number in 0..<20 {
                group.addTask { await code { try await cache.set("key:\(number)", to: number) } }
            }
            var refused = 0
            for await code in group where code == .overloaded {
                refused += 1
                if refused == 10 { server.resume() }
            }
            #expect(refused == 10)
        }
        try await cache.close()
    }

    @Test func whoIsCancelledLeavesAtOnce() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url)
        try await cache.set("key", to: "value", expires: .never)
        server.pause()
        let task = Task { await code { _ = try await cache.get("key", as: String.self) } }
        task.cancel()
        #expect(await task.value == .cancelled)
        server.resume()
        #expect(try await cache.get("key", as: String.self) == "value")
        try await cache.close()
    }

    @Test func closingTellsWhoWaits() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open(server.url)
        try await cache.ping()
        server.pause()
        let task = Task { await code { _ = try await cache.get("key", as: String.self) } }
        try await Task.sleep(for: .milliseconds(20))
        try await cache.close()
        #expect(await task.value == .closed)
        #expect(await code { try await cache.ping() } == .closed)
    }
}
