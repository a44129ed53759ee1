import StrataCore
import StrataSupport
import Synchronization

/// Keeps the file within its bound, by evicting what was used least recently before something new is written.
///
/// Which rows were read is noted in memory, and told to the file in batches: when a row is about to be evicted, and now and
/// then for the sake of other processes.
final class RoomKeeper: Sendable {
    private let plan: Mutex<RoomPlan?>
    private let log = Mutex(AccessLog())
    private let counters: OperationCounters
    private let isNearBound = Atomic(false)

    /// How many samples one transaction takes at most.
    private static let mostSamples = 64

    init(bound: Int?, counters: OperationCounters) {
        plan = Mutex(bound.map(RoomPlan.init))
        self.counters = counters
    }

    /// Takes note of a read.
    ///
    /// - Returns: Whether it is time to call ``tell(_:)``.
    func note(_ id: Int64, at now: Int64) -> Bool {
        guard isNearBound.load(ordering: .relaxed) else { return false }
        return log.withLock { $0.note(id, at: now) }
    }

    /// Evicts in the open transaction until `bytes` have room.
    func makeRoom(for bytes: Int, in store: EntryStore) throws(SQLiteFailure) {
        guard plan.withLock({ $0?.needsMeasure(before: bytes) ?? false }) else { return }
        try measure(store)
        var excess = plan.withLock { $0?.excess(before: bytes) ?? 0 }
        for _ in 0..<Self.mostSamples where excess > 0 {
            let freed = try evict(excess, from: store)
            guard freed > 0 else { break }
            excess -= freed
        }
    }

    /// Whether reads were noted that the file does not know of.
    var hasReadsToTell: Bool { log.withLock { !$0.isEmpty } }

    /// Tells the file which rows were read last, in the open transaction.
    func tell(_ store: EntryStore) throws(SQLiteFailure) {
        for (id, time) in log.withLock({ $0.takeLatest(AccessLog.flushSize) }) {
            try store.setAccessTime(time, of: id)
        }
    }

    private func measure(_ store: EntryStore) throws(SQLiteFailure) {
        let size = try store.size()
        let isNear = plan.withLock { plan in
            plan?.measured(size.bytesInUse)
            return plan?.isNearBound ?? false
        }
        isNearBound.store(isNear, ordering: .relaxed)
    }

    /// - Returns: About how many bytes were freed.
    private func evict(_ needed: Int, from store: EntryStore) throws(SQLiteFailure) -> Int {
        let now = store.now
        var sample = try store.sample(EvictionPlan.sampleSize)
        for index in sample.indices {
            guard let time = log.withLock({ $0.take(sample[index].id) }) else { continue }
            try store.setAccessTime(time, of: sample[index].id)
            sample[index].accessedAt = max(sample[index].accessedAt, time)
        }
        let plan = EvictionPlan(sample, needed: needed, at: now)
        for victim in plan.victims { try store.remove(id: victim.id) }
        counters.countEvictions(plan.victims.count)
        return plan.weight
    }
}
