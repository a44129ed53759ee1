import StrataCore
import Synchronization

/// What has happened, counted by many threads.
final class Counters: Sendable {
    private let hits = Atomic<Int64>(0)
    private let misses = Atomic<Int64>(0)
    private let writes = Atomic<Int64>(0)
    private let removals = Atomic<Int64>(0)
    private let evictions = Atomic<Int64>(0)
    private let expirations = Atomic<Int64>(0)

    func countRead(found: Bool) {
        if found {
            hits.add(1, ordering: .relaxed)
        } else {
            misses.add(1, ordering: .relaxed)
        }
    }

    func countWrites(_ count: Int = 1) {
        writes.add(Int64(count), ordering: .relaxed)
    }

    func countRemovals(_ count: Int) {
        removals.add(Int64(count), ordering: .relaxed)
    }

    func countEvictions(_ count: Int) {
        evictions.add(Int64(count), ordering: .relaxed)
    }

    func countExpirations(_ count: Int) {
        expirations.add(Int64(count), ordering: .relaxed)
    }

    /// The counts at this moment, without what the cache holds.
    var statistics: CacheStatistics {
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
