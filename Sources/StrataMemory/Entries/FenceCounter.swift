internal import Synchronization

/// Draws fencing numbers, from 1 on. One sequence for all keys of a cache, so that each key's numbers only grow.
final class FenceCounter: Sendable {
    private let last = Atomic<UInt64>(0)

    /// Nothing drawn yet.
    init() {}

    /// The next number.
    func next() -> UInt64 { last.wrappingAdd(1, ordering: .relaxed).newValue }
}
