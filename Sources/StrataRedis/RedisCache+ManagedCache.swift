public import StrataCore
import StrataSupport

extension RedisCache: ManagedCache {
    /// Asks the server of each connection whether it is there.
    public nonisolated func ping() async throws(CacheError) {
        for connection in router.connections {
            _ = try await write(on: connection) { request in
                request.begin(1)
                request.append("PING")
            }
        }
    }

    /// What this process has done since the cache was opened. How many entries the server holds is not counted.
    public nonisolated func statistics() async throws(CacheError) -> CacheStatistics {
        try ensureOpen()
        return counters.statistics
    }

    /// Ends the connections. What waits fails with ``CacheError/Code/closed``; what is on the server stays.
    public func close() async throws(CacheError) {
        shutDown()
    }

    /// Throws as any operation would after the cache was closed.
    nonisolated func ensureOpen() throws(CacheError) {
        if router.connections[0].isClosed { throw CacheError(.closed, backend: "redis") }
    }
}
