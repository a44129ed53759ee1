import Synchronization

/// Collects the outcomes of many keys and hands them over together.
final class OutcomeGathering<Key: Hashable & Sendable, Outcome: Sendable>: Sendable {
    private let outcomes = Mutex<[Key: Outcome]>([:])
    private let count: Int
    private let deliver: @Sendable ([Key: Outcome]) -> Void

    init(of count: Int, _ deliver: @escaping @Sendable ([Key: Outcome]) -> Void) {
        self.count = count
        self.deliver = deliver
    }

    /// Takes the outcome of a key. Each key comes once.
    func add(_ outcome: Outcome, for key: Key) {
        let complete = outcomes.withLock { outcomes -> [Key: Outcome]? in
            outcomes[key] = outcome
            return outcomes.count == count ? outcomes : nil
        }
        if let complete { deliver(complete) }
    }
}
