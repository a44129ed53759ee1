import Synchronization

/// What went over the connections, counted.
final class Traffic: Sendable {
    private let sent = Atomic<Int>(0)

    /// Notes that transactions were sent, one trip each.
    func count(trips: Int) {
        sent.add(trips, ordering: .relaxed)
    }

    /// How many transactions were sent.
    var trips: Int { sent.load(ordering: .relaxed) }
}
