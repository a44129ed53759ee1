public import StrataCore
import Synchronization

/// Which faults come when, for one ``FaultInjectingCache`` or several.
///
/// Rules are tried in the order in which they were added. The first one that applies decides, but for
/// ``Fault/hold(at:)``, after which the next ones are tried.
public final class FaultPlan: Sendable {
    private struct State {
        var rules: [FaultRule] = []
        var generator: SeededGenerator
        var injected = 0
    }

    private let state: Mutex<State>

    /// Creates a plan without any fault.
    ///
    /// - Parameter seed: What faults with a probability are drawn from: the same seed and the same calls in the same order
    ///   have the same faults.
    public init(seed: UInt64 = 1) {
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
    }

    /// Adds a fault.
    ///
    /// - Parameters:
    ///   - fault: What goes wrong.
    ///   - operations: In which operations; in all but `close` by default.
    ///   - pattern: For which keys: a call applies when one of its keys matches. Nil, the default, for every call, also those
    ///     without a key.
    ///   - times: How often at most; nil, the default, for ever.
    ///   - probability: How likely it is each time, from 0 to 1; 1 by default.
    public func add(
        _ fault: Fault,
        to operations: Set<CacheOperation> = Set(CacheOperation.allCases).subtracting([.close]),
        matching pattern: GlobPattern? = nil,
        times: Int? = nil,
        probability: Double = 1
    ) {
        let rule = FaultRule(
            fault: fault,
            operations: operations,
            pattern: pattern,
            probability: probability,
            remaining: times
        )
        state.withLock { $0.rules.append(rule) }
    }

    /// Ends all faults: the outage is over. Who waits at a gate goes on waiting.
    public func removeAll() {
        state.withLock { $0.rules = [] }
    }

    /// How many faults have come so far.
    public var injected: Int {
        state.withLock { $0.injected }
    }

    /// The faults of one call, in the order in which they come.
    func faults<Outcome>(of call: CacheCall<Outcome>) -> [Fault] {
        state.withLock { state in
            var faults: [Fault] = []
            for index in state.rules.indices where state.rules[index].applies(to: call.operation, call.keys) {
                let rule = state.rules[index]
                guard Double.random(in: 0..<1, using: &state.generator) < rule.probability else { continue }
                state.rules[index].remaining = rule.remaining.map { $0 - 1 }
                state.injected += 1
                faults.append(rule.fault)
                guard case .hold = rule.fault else { break }
            }
            return faults
        }
    }
}
