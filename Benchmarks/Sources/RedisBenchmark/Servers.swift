#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import CRedisLoop
import StrataCore
import StrataRedis
import StrataTLS

/// The servers that `scripts/services` started.
struct Servers {
    static let prefix = "strata-bench"

    private let url: String
    private let port: CInt

    struct Missing: Error {
        let variable: String
    }

    init() throws {
        url = try Self.variable("STRATA_REDIS_URL")
        guard let port = url.split(separator: ":").last.flatMap({ CInt($0) }) else {
            throw Missing(variable: "the port in STRATA_REDIS_URL")
        }
        self.port = port
    }

    func open() throws -> RedisCache { try open(url) }

    /// The same over TLS, with the certificate verified.
    func openTLS() throws -> RedisCache {
        var tls = TLSConfiguration()
        tls.roots = .file(path: try Self.variable("STRATA_REDIS_TLS_ROOTS"))
        return try open(try Self.variable("STRATA_REDIS_TLS_URL"), tls)
    }

    private func open(_ url: String, _ tls: TLSConfiguration? = nil) throws -> RedisCache {
        var configuration = RedisCache.Configuration()
        configuration.prefix = Self.prefix
        configuration.tls = tls
        return try RedisCache(url: url, configuration: configuration)
    }

    /// Seconds of a loop in C; see `CRedisLoop.h`.
    func get(_ count: Int) -> Double { unsafe redis_loop_get(Self.host, port, Self.keys, count) }

    func getMany(_ count: Int) -> Double { unsafe redis_loop_mget(Self.host, port, Self.keys, count) }

    func get(_ count: Int, flight: Int) -> Double {
        unsafe redis_loop_async(Self.host, port, Self.keys, count, CInt(flight), 0)
    }

    func set(_ count: Int, flight: Int) -> Double {
        unsafe redis_loop_async(Self.host, port, Self.keys, count, CInt(flight), 1024)
    }

    private static let host = "127.0.0.1"
    private static let keys = prefix + ":key:"

    private static func variable(_ name: String) throws -> String {
        guard let value = unsafe getenv(name) else { throw Missing(variable: name) }
        return unsafe String(cString: value)
    }
}
