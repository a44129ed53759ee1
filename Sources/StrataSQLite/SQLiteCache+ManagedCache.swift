import CSQLite
public import StrataCore
import StrataSupport
import Synchronization

extension SQLiteCache: ManagedCache {
    /// Reads from the file; throws when it cannot be read.
    public nonisolated func ping() async throws(CacheError) {
        _ = try await perform(.read) { store in try store.lastRow() }
    }

    /// What has happened since the cache was opened, in this process, and what it holds.
    ///
    /// `entries` counts this namespace, and is nil above 100,000; `weight` is the size of the whole file in bytes.
    public nonisolated func statistics() async throws(CacheError) -> CacheStatistics {
        var statistics = counters.statistics
        (statistics.entries, statistics.weight) = try await perform(.read) { store in
            (try store.count(upTo: 100_000), try store.size().bytes)
        }
        return statistics
    }

    /// Removes entries that have expired, of all namespaces in the file, and gives their space back to the file system.
    ///
    /// Expired entries are never returned by any operation; this only gives back what they take. It works in transactions of at
    /// most a thousand rows, so that other operations get their turn.
    ///
    /// - Parameter limit: How many to remove at most, at least 1.
    /// - Returns: How many were removed; fewer than `limit` when none is left.
    /// - Throws: ``CacheError/Code/invalidArgument`` for a limit below 1.
    @discardableResult
    public nonisolated func cleanupExpired(limit: Int = 10_000) async throws(CacheError) -> Int {
        guard limit > 0 else {
            throw CacheError(.invalidArgument, backend: "sqlite", message: "the limit must be at least 1")
        }
        var removed = 0
        while removed < limit {
            let batch = min(Self.batch, limit - removed)
            let count = try await perform(.write) { store in try store.sweep(at: store.now, limit: batch) }
            counters.countExpirations(count)
            removed += count
            if count < batch { break }
        }
        return removed
    }

    /// Finishes what waits, writes the log back into the file and closes it. Closing again is fine.
    public func close() async throws(CacheError) {
        _ = line.withLock { $0.close() }
        guard let store else { return }
        self.store = nil
        do {
            try store.checkpoint()
        } catch  where error.isBusy || error.primaryCode == SQLITE_READONLY {
            // Another process reads the log or the file is not ours to write: it stays for the next one to write back.
            return
        } catch {
            throw error.asCacheError()
        }
    }
}
