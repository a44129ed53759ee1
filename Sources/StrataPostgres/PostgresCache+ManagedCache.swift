public import StrataCore
import StrataSupport

extension PostgresCache: ManagedCache {
    /// Asks the server for something small; throws when it does not answer.
    public nonisolated func ping() async throws(CacheError) {
        try await ensureOpen()
    }

    /// What has happened since the cache was opened, in this process, and what the table holds.
    ///
    /// `entries` is nil above 100,000; `weight` is the size of the table and its indexes in bytes, dead rows included.
    public nonisolated func statistics() async throws(CacheError) -> CacheStatistics {
        var statistics = counters.statistics
        let row = try await run(Statement(.count, [.integer(Int64(Self.mostCounted + 1))])).first?.first
        statistics.entries = row?.integer(0).flatMap { $0 > Int64(Self.mostCounted) ? nil : Int($0) }
        statistics.weight = row?.integer(1).map { Int($0) }
        return statistics
    }

    /// Finishes what is under way, fails what waits, and closes the connections. Closing again is fine.
    public nonisolated func close() async throws(CacheError) {
        listener.stop()
        await dispatcher.close()
        await listener.ended()
    }

    private static let mostCounted = 100_000
}
