import StrataCore

/// Which level of a chain is asked, what the others have to forget, and who has to recover: a pure state machine.
struct FallbackChain: Sendable {
    /// What an operation changes.
    enum Change: Sendable {
        case nothing
        case keys([CacheKey])
        case everything
    }

    /// What to do next.
    enum Step: Hashable, Sendable {
        /// Ask this level.
        case ask(Int)
        /// Let this level recover first; meanwhile go on below it.
        case recover(Int)
    }

    private struct Level: Sendable {
        var breaker: CircuitBreaker
        var queue: RecoveryQueue
    }

    private var levels: [Level]

    init(levels: Int, threshold: Int, pause: Int64, recoveryLimit: Int) {
        let level = Level(
            breaker: CircuitBreaker(threshold: threshold, pause: pause),
            queue: RecoveryQueue(limit: recoveryLimit)
        )
        self.levels = Array(repeating: level, count: levels)
    }

    /// Chooses what to do at level `index` or below it; nil when there is none left.
    ///
    /// What the operation changes is remembered for every level that is passed over, before the operation takes place.
    mutating func next(from index: Int, _ change: Change, at now: Int64) -> Step? {
        for index in index..<levels.count {
            switch levels[index].breaker.request(at: now) {
            case .granted: return .ask(index)
            case .probe:
                remember(change, for: index)
                return .recover(index)
            case .refused: remember(change, for: index)
            }
        }
        return nil
    }

    /// Remembers a change for a level that did not take it.
    private mutating func remember(_ change: Change, for index: Int) {
        switch change {
        case .nothing: break
        case .keys(let keys): levels[index].queue.add(keys)
        case .everything: levels[index].queue.addEverything()
        }
    }

    /// Notes a success. That of an old call does not end a recovery: only what is left of ``recoveryWork(_:)`` does.
    mutating func succeed(_ index: Int) {
        if levels[index].breaker.isClosed { levels[index].breaker.succeed() }
    }

    /// Notes a failure. A level that has something to forget goes down at once, for it must not serve before it has.
    ///
    /// - Returns: Whether the level went down with it.
    mutating func fail(_ index: Int, _ change: Change = .nothing, at now: Int64) -> Bool {
        remember(change, for: index)
        return levels[index].breaker.fail(at: now, opensAtOnce: !levels[index].queue.isEmpty)
    }

    /// What a recovering level has to forget next; nil when there is nothing left, and then it serves again.
    mutating func recoveryWork(_ index: Int) -> RecoveryQueue.Work? {
        guard let work = levels[index].queue.take() else {
            levels[index].breaker.succeed()
            return nil
        }
        return work
    }

    /// Notes that a recovering level failed.
    mutating func recoveryFailed(_ index: Int, _ work: RecoveryQueue.Work, at now: Int64) {
        levels[index].queue.putBack(work)
        _ = levels[index].breaker.fail(at: now)
    }

    /// Whether each level serves.
    var areUp: [Bool] { levels.map(\.breaker.isClosed) }
}
