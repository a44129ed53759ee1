import StrataCore
import StrataRedis
import Testing

extension RedisCache {
    /// A cache with short times, for tests of failures.
    static func open(
        _ url: String,
        _ configure: (inout Configuration) -> Void = { _ in }
    ) throws -> RedisCache {
        var configuration = Configuration()
        configuration.commandTimeout = .seconds(20)
        configuration.connectTimeout = .seconds(20)
        configuration.shortestReconnectPause = .milliseconds(5)
        configuration.longestReconnectPause = .milliseconds(50)
        configure(&configuration)
        return try RedisCache(url: url, configuration: configuration)
    }
}

/// The code that an operation fails with; nil when it does not fail.
func code(of operation: () async throws -> Void) async -> CacheError.Code? {
    do {
        try await operation()
        return nil
    } catch {
        return (error as? CacheError)?.code
    }
}
