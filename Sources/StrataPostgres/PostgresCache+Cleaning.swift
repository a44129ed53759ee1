public import StrataCore
import StrataSupport

extension PostgresCache {
    /// Removes entries that have expired, the oldest first.
    ///
    /// Expired entries are never returned by any operation; this only gives back what they take. It works in statements of
    /// at most a thousand rows and passes over rows that somebody else is working on, so that many nodes may do it at once.
    ///
    /// - Parameter limit: How many to remove at most, at least 1.
    /// - Returns: How many were removed; fewer than `limit` when none is left.
    /// - Throws: ``CacheError/Code/invalidArgument`` for a limit below 1.
    @discardableResult
    public nonisolated func cleanupExpired(limit: Int = 10_000) async throws(CacheError) -> Int {
        guard limit > 0 else {
            throw CacheError(.invalidArgument, backend: "postgres", message: "the limit must be at least 1")
        }
        var removed = 0
        while removed < limit {
            let batch = min(Self.batch, limit - removed)
            let count = try await run(Statement(.sweep, [.integer(Int64(batch))])).first?.changes ?? 0
            counters.countExpirations(count)
            removed += count
            if count < batch { break }
        }
        return removed
    }

    /// Removes expired entries now and then, until the task is cancelled or the cache closed.
    ///
    /// Nodes that run this choose their moments at random, so that they do not all come at once. A round that fails is left
    /// out.
    ///
    /// - Parameter interval: How long between two rounds on average; 60 seconds by default, at least 10 milliseconds.
    public nonisolated func run(every interval: Duration = .seconds(60)) async throws(CacheError) {
        guard interval >= .milliseconds(10) else {
            throw CacheError(.invalidArgument, backend: "postgres", message: "the interval is too short")
        }
        while true {
            do {
                try await Task.sleep(for: interval * Double.random(in: 0.5...1.5))
            } catch {
                return
            }
            do {
                try await cleanupExpired()
            } catch  where error.code == .closed {
                return
            } catch {
                continue
            }
        }
    }
}
