import StrataCore

/// What is to be told to the other nodes: each subject once, bounded, in batches. A pure state machine.
struct Outbox: Sendable {
    private var subjects: Set<InvalidationMessage.Subject> = []
    private let limit: Int

    /// - Parameter limit: How many subjects wait at most; beyond it they become one: everything.
    init(limit: Int = 10_000) {
        self.limit = limit
    }

    var isEmpty: Bool { subjects.isEmpty }

    mutating func add(_ more: [InvalidationMessage.Subject]) {
        guard !subjects.contains(.everything) else { return }
        subjects.formUnion(more)
        if subjects.contains(.everything) || subjects.count > limit { subjects = [.everything] }
    }

    /// Takes all that waits.
    mutating func take() -> [InvalidationMessage.Subject] {
        defer { subjects = [] }
        return Array(subjects)
    }
}
