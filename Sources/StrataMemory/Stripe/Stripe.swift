internal import StrataCore
internal import Synchronization

/// A part of the cache with a lock of its own.
final class Stripe: Sendable {
    private let state: Mutex<StripeState>
    /// The most that its entries weigh; nil when they are not weighed.
    let maximumWeight: Int?

    /// An empty stripe.
    init(limits: StripeLimits, hasher: KeyHasher, time: TimeSource, tags: TagTable) {
        maximumWeight = limits.weight
        state = Mutex(StripeState(limits: limits, hasher: hasher, time: time, tags: tags))
    }

    /// Calls `body` under the lock, and lets go of what it threw away when the lock is free again.
    @inline(__always)
    func withState<Outcome: Sendable>(
        _ body: (inout StripeState, inout Garbage) throws(CacheError) -> Outcome
    ) throws(CacheError) -> Outcome {
        var garbage = Garbage()
        return try state.withLock { state throws(CacheError) in
            guard !state.isClosed else { throw CacheError(.closed, backend: "memory") }
            return try body(&state, &garbage)
        }
    }

    /// Throws everything away and refuses every later operation. Closing again does nothing.
    func close() {
        var garbage = Garbage()
        state.withLock { state in
            state.removeEverything(into: &garbage)
            state.isClosed = true
        }
    }
}
