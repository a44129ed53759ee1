package import StrataCore
import Synchronization

/// What has happened in a backend, counted by many threads.
package final class OperationCounters: Sendable {
    private let hits = Atomic<Int64>(0)
    private let misses = Atomic<Int64>(0)
    private let writes = Atomic<Int64>(0)
    private let removals = Atomic<Int64>(0)
    private let evictions = Atomic<Int64>(0)
    private let expirations = Atomic<Int64>(0)

    package init() {}

    /// Counts a read.
    package func countRead(found: Bool) {
        if found {
            hits.add(1, ordering: .relaxed)
        } else {
            misses.add(1, ordering: .relaxed)
        }
    }

    /// Counts values that were stored.
    package func countWrites(_ count: Int = 1) {
        writes.add(Int64(count), ordering: .relaxed)
    }

    /// Counts entries that a caller removed.
    package func countRemovals(_ count: Int) {
        removals.add(Int64(count), ordering: .relaxed)
    }

    /// Counts entries that went to make room.
    package func countEvictions(_ count: Int) {
        evictions.add(Int64(count), ordering: .relaxed)
    }

    /// Counts entries that were swept.
    package func countExpirations(_ count: Int) {
        expirations.add(Int64(count), ordering: .relaxed)
    }

    /// The counts at this moment, without what the cache holds.
    package var statistics: CacheStatistics {
        var statistics = CacheStatistics()
        statistics.hits = hits.load(ordering: .relaxed)
        statistics.misses = misses.load(ordering: .relaxed)
        statistics.writes = writes.load(ordering: .relaxed)
        statistics.removals = removals.load(ordering: .relaxed)
        statistics.evictions = evictions.load(ordering: .relaxed)
        statistics.expirations = expirations.load(ordering: .relaxed)
        return statistics
    }
}
