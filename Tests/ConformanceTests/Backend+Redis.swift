import Strata
import StrataRedis
import StrataTLS
import StrataTestKit
import TestServers

extension Backend {
    /// One server, reached in each way, and each law in a prefix of its own. Its clock is the machine's.
    static let redis: [Backend] = [
        redis("TCP") { try await server(\.url) },
        redis("Unix socket, MessagePack") { try await server(\.unixURL, MessagePackCodec()) },
        redis("TLS") { try await server(\.tlsURL) },
        redis("two connections") { try await server(\.url, connections: 2) },
    ]

    private static func redis(
        _ name: String,
        _ make: @escaping @Sendable () async throws -> CacheUnderTest
    ) -> Backend {
        Backend("Redis, \(name)", lacks: [.exactTime, .tagging], threads: threads, make)
    }

    private static let threads = try? OwnThreads(count: 2)

    /// All laws begin at once. Those of real time must not make each other late.
    private static let turnstile = Turnstile(4)

    private static let shared = Task { try await RedisServer { $0.speaksTLS = true } }

    private static func server(
        _ url: @Sendable (RedisServer) -> String,
        _ codec: any CacheCodec = JSONCodec(),
        connections: Int = 1
    ) async throws -> CacheUnderTest {
        let url = url(try await shared.value)
        var tls = TLSConfiguration()
        tls.roots = .file(path: try await TestCertificates.shared().authority)
        let prefix = CacheToken.random().bytes.map { String($0, radix: 16) }.joined()
        let open = { @Sendable [tls] (namespace: String) async throws -> RedisCache in
            var configuration = RedisCache.Configuration()
            configuration.codec = codec
            configuration.tls = url.hasPrefix("rediss") ? tls : nil
            configuration.prefix = prefix + namespace
            configuration.connections = connections
            configuration.connectTimeout = .seconds(60)
            configuration.commandTimeout = .seconds(60)
            return try RedisCache(url: url, configuration: configuration)
        }
        await turnstile.enter()
        return CacheUnderTest(
            try await open("main"),
            traits: .timeIsApproximate,
            advance: { try await Task.sleep(for: $0) },
            sibling: { try await open($0) },
            peer: { try await open("main") },
            tearDown: {
                await turnstile.leave()
                try await open("main").clear()
            }
        )
    }
}
