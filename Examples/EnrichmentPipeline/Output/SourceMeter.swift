import Strata
import Synchronization

/// Counts what happens at each source, from what the cached functions report.
final class SourceMeter: CacheObserver {
    /// What happened at one source.
    struct Tally: Sendable {
        var calls = 0
        var hits = 0
        var originCalls = 0
        var time = Duration.zero
    }

    private let tallies = Mutex<[String: Tally]>([:])

    /// Counts a hit, or a load that went through to the origin.
    func record(_ event: CacheEvent) {
        switch event.kind {
        case .hit: change(event.source) { $0.hits += 1 }
        case .load: change(event.source) { $0.originCalls += 1 }
        default: break
        }
    }

    /// Counts a call that was answered after `time`, from wherever.
    func recordCall(_ source: Source, time: Duration) {
        change(source.rawValue) {
            $0.calls += 1
            $0.time += time
        }
    }

    func tally(_ source: Source) -> Tally {
        tallies.withLock { $0[source.rawValue] ?? Tally() }
    }

    private func change(_ source: String, _ body: (inout Tally) -> Void) {
        tallies.withLock { body(&$0[source, default: Tally()]) }
    }
}
