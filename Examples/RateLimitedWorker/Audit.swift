/// Looks for what must not happen in what two workers did.
struct Audit {
    /// How often one entered the ledger while the other was there.
    let overlaps: Int
    /// How often a fencing number was not greater than the one before it.
    let setbacks: Int
    /// How many turns each worker had.
    let turns: [Int: Int]
    /// The most that was allowed within one window.
    let busiestWindow: Int
    /// What is wrong, each in a sentence.
    let faults: [String]

    init(_ reports: [WorkerReport], _ entries: [Ledger.Entry], _ options: Options) {
        let visits = entries.filter { $0.kind == .enters }
        overlaps = Self.overlaps(entries)
        setbacks = zip(visits, visits.dropFirst()).count { $0.fencingNumber >= $1.fencingNumber }
        let turns = visits.reduce(into: [:]) { $0[$1.worker, default: 0] += 1 }
        self.turns = turns
        let spans = reports.flatMap(\.allowed)
        let limit = Int(options.limit)
        busiestWindow = spans.map { Self.count(spans, from: $0.start / 1000 * 1000, for: 999) }.max() ?? 0
        let isOver = busiestWindow > limit || Self.exceeds(spans, limit: limit, window: 1000)
        let expected = [
            (overlaps > 0, "two held the lock at once"),
            (setbacks > 0, "a fencing number did not grow"),
            (isOver, "the limit was exceeded"),
            (visits.count != spans.count, "not every request that was allowed had its turn"),
            (spans.count < limit, "the limit was never reached"),
            (reports.contains { $0.allowed.isEmpty || turns[$0.number] == nil }, "a worker had no turn"),
            (reports.allSatisfy { $0.denied == 0 }, "nobody was ever denied"),
        ]
        faults = expected.filter(\.0).map(\.1)
    }

    /// Entering and leaving take turns, each pair by one worker with one number.
    private static func overlaps(_ entries: [Ledger.Entry]) -> Int {
        var inside: Ledger.Entry?
        var overlaps = 0
        for entry in entries {
            switch entry.kind {
            case .enters:
                if inside != nil { overlaps += 1 }
                inside = entry
            case .leaves:
                if inside?.worker != entry.worker || inside?.fencingNumber != entry.fencingNumber { overlaps += 1 }
                inside = nil
            }
        }
        return overlaps
    }

    /// Whether any span no longer than a window was allowed more than `limit * (1 + span / window)`, which is what a
    /// sliding window of two counters promises.
    private static func exceeds(_ spans: [WorkerReport.Span], limit: Int, window: Int64) -> Bool {
        spans.contains { first in
            spans.contains { last in
                let length = last.end - first.start
                guard length >= 0, length <= window else { return false }
                return count(spans, from: first.start, for: length) * Int(window) > limit * Int(window + length)
            }
        }
    }

    /// How many requests were allowed between two moments, counting those of which this is certain.
    private static func count(_ spans: [WorkerReport.Span], from start: Int64, for length: Int64) -> Int {
        spans.count { $0.start >= start && $0.end <= start + length }
    }
}
