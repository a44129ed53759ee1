import StrataCore
import StrataRedis
import StrataTLS
import Testing
import TestServers

@Suite struct TLSTests {
    @Test func aTrustedServerIsUsed() async throws {
        let server = try await RedisServer { $0.speaksTLS = true }
        for host in ["localhost", "127.0.0.1"] {
            let cache = try await open(server, host: host)
            let large = [UInt8](repeating: 3, count: 5 << 20)
            try await cache.set("key", to: large)
            #expect(try await cache.get("key", as: [UInt8].self) == large)
            var events = try await cache.subscribe().makeAsyncIterator()
            let message = InvalidationMessage(sender: .random(), subject: .everything)
            try await cache.publish([message])
            #expect(await events.next() == .message(message))
            try await cache.close()
        }
    }

    @Test func aServerOfAnotherAuthorityIsRefused() async throws {
        let server = try await RedisServer { $0.speaksTLS = true }
        let cache = try await open(server) { $0.roots = .system }
        try await refuses(cache, because: "certificate")
    }

    @Test func aServerOfAnotherNameIsRefused() async throws {
        let server = try await RedisServer {
            $0.speaksTLS = true
            $0.certificate = "other"
        }
        try await refuses(try await open(server), because: "hostname mismatch")
        let named = try await open(server) { $0.serverName = "other.example" }
        try await named.ping()
        try await named.close()
    }

    @Test func anExpiredCertificateIsRefused() async throws {
        let server = try await RedisServer {
            $0.speaksTLS = true
            $0.certificate = "expired"
        }
        try await refuses(try await open(server), because: "expired")
        let trusting = try await open(server) { $0.verification = .none }
        try await trusting.ping()
        try await trusting.close()
    }

    @Test func aClientShowsItsCertificate() async throws {
        let server = try await RedisServer {
            $0.speaksTLS = true
            $0.wantsClientCertificates = true
        }
        let bare = try await open(server)
        #expect(await code { try await bare.ping() } == .unavailable)
        try await bare.close()
        let certificates = try await TestCertificates.shared()
        let known = try await open(server) {
            $0.clientCertificate = .init(chain: certificates.certificate("client"), key: certificates.key("client"))
        }
        try await known.ping()
        try await known.close()
    }

    @Test func filesThatCannotBeReadAreRefused() async throws {
        let certificates = try await TestCertificates.shared()
        let wrong: [TLSConfiguration] = [
            configured { $0.roots = .file(path: "/nowhere") },
            configured { $0.roots = .file(path: certificates.key("server")) },
            configured { $0.clientCertificate = .init(chain: "/nowhere", key: certificates.key("client")) },
            configured {
                $0.clientCertificate = .init(chain: certificates.certificate("client"), key: certificates.key("server"))
            },
        ]
        for tls in wrong {
            #expect(
                await code { _ = try RedisCache.open("rediss://localhost") { $0.tls = tls } } == .invalidConfiguration
            )
        }
    }

    @Test func aServerWithoutTLSIsUnavailable() async throws {
        let server = try await RedisServer()
        let cache = try RedisCache.open("rediss://127.0.0.1:\(server.port)") { $0.connectTimeout = .milliseconds(100) }
        #expect(await code { try await cache.ping() } == .unavailable)
        try await cache.close()
    }

    @Test func anUserMayDoWhatTheACLSays() async throws {
        let server = try await RedisServer { $0.speaksTLS = true }
        try server.say("ACL SETUSER reader on >p%40ss ~strata:* &strata:* +@all -set")
        let tls = try await tls()
        let url = "rediss://reader:p%2540ss@localhost:\(server.tlsPort)"
        let cache = try RedisCache.open(url) { $0.tls = tls }
        #expect(try await cache.get("key", as: Int.self) == nil)
        #expect(await code { try await cache.set("key", to: 1) } == .permissionDenied)
        try await cache.close()
        let stranger = try RedisCache.open(url) {
            $0.tls = tls
            $0.prefix = "other"
        }
        #expect(await code { _ = try await stranger.get("key", as: Int.self) } == .permissionDenied)
        try await stranger.close()
    }

    private func refuses(_ cache: RedisCache, because reason: String) async throws {
        let error = await #expect(throws: CacheError.self) { try await cache.ping() }
        #expect(error?.code == .unavailable)
        #expect(error?.message?.contains(reason) == true)
        try await cache.close()
    }

    private func open(
        _ server: RedisServer,
        host: String = "localhost",
        _ configure: (inout TLSConfiguration) -> Void = { _ in }
    ) async throws -> RedisCache {
        let tls = try await tls(configure)
        return try RedisCache.open("rediss://\(host):\(server.tlsPort)") { $0.tls = tls }
    }

    private func tls(_ configure: (inout TLSConfiguration) -> Void = { _ in }) async throws -> TLSConfiguration {
        let certificates = try await TestCertificates.shared()
        return configured {
            $0.roots = .file(path: certificates.authority)
            configure(&$0)
        }
    }

    private func configured(_ configure: (inout TLSConfiguration) -> Void) -> TLSConfiguration {
        var configuration = TLSConfiguration()
        configure(&configuration)
        return configuration
    }
}
