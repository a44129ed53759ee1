import StrataCore

/// What changed while a level was down, to be removed from it before it serves again: each key once, bounded. A pure state
/// machine.
struct RecoveryQueue: Sendable {
    /// What has to be removed.
    enum Work: Hashable, Sendable {
        case keys([CacheKey])
        case everything
    }

    private var keys: Set<CacheKey> = []
    private var coversEverything = false
    private let limit: Int

    /// - Parameter limit: How many keys are remembered at most; beyond that everything is removed.
    init(limit: Int) {
        self.limit = max(0, limit)
    }

    var isEmpty: Bool { keys.isEmpty && !coversEverything }

    mutating func add(_ more: some Sequence<CacheKey>) {
        guard !coversEverything else { return }
        keys.formUnion(more)
        if keys.count > limit { addEverything() }
    }

    mutating func addEverything() {
        keys = []
        coversEverything = true
    }

    /// Takes all that is to be removed; nil when there is nothing.
    mutating func take() -> Work? {
        guard !isEmpty else { return nil }
        defer { (keys, coversEverything) = ([], false) }
        return coversEverything ? .everything : .keys(Array(keys))
    }

    /// Puts back what could not be removed.
    mutating func putBack(_ work: Work) {
        switch work {
        case .keys(let keys): add(keys)
        case .everything: addEverything()
        }
    }
}
