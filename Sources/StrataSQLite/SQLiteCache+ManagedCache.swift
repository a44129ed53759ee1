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

    /// Finishes what waits, writes the log back into the file and closes it. Closing again is fine.
    public func close() async throws(CacheError) {
        _ = line.withLock { $0.close() }
        readers.close()
        guard let store else { return }
        self.store = nil
        do {
            try tellReads(store)
            try store.checkpoint(.emptyingLog)
        } catch {
            // Where the log cannot be written back for now nothing is lost: whoever opens the file next does it.
            if !error.leavesLog { throw error.asCacheError() }
        }
    }
}
