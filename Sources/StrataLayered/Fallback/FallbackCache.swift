public import StrataCore
import Synchronization

/// A chain of caches in which the next one serves while the one before it is down: Redis, then memory, then none.
///
/// An outage makes answers slower or misses, and is never an error to the caller: below the last level every read misses and
/// every write is forgotten. A level that fails or does not answer in time is left alone for a while; then one call probes it, and
/// before it serves again, everything that was written or removed meanwhile is removed from it, so that nothing deleted comes back
/// to life. Then the levels below it are emptied: they only ever hold what belongs to an outage.
///
/// What was written during an outage lives in the level below and is given up when the outage ends. What had to be removed is
/// remembered in the memory of this process: if it dies during the outage, the level that was down keeps what it had.
///
/// It is never an `AtomicCache` nor a `LeasingCache`: a lock that changes its house in an outage is no lock.
///
/// It owns none of its levels: close them yourself.
public final class FallbackCache: Sendable {
    /// The first level's.
    public let defaultExpiration: Expiration

    let levels: [any AsyncCache]
    let configuration: Configuration
    let chain: Mutex<FallbackChain>
    let work = RecoveryTasks()

    /// Chains caches.
    ///
    /// - Parameters:
    ///   - levels: The caches, the best one first. Those behind the first should be empty, and for this chain alone.
    ///   - configuration: How the chain behaves.
    public init(_ levels: [any AsyncCache], configuration: Configuration = Configuration()) {
        self.levels = levels
        self.configuration = configuration
        defaultExpiration = levels.first?.defaultExpiration ?? .seconds(300)
        chain = Mutex(
            FallbackChain(
                levels: levels.count,
                threshold: configuration.failuresToOpen,
                pause: configuration.pause.saturatedNanoseconds,
                recoveryLimit: configuration.recoveryLimit
            )
        )
    }

    deinit {
        work.cancelAll()
    }

    /// Whether each level serves at the moment, in the order of the levels.
    public var areLevelsUp: [Bool] { chain.withLock { $0.areUp } }
}

extension FallbackCache {
    /// How a chain behaves.
    public struct Configuration: Sendable {
        /// How long a level may take to answer. 1 second by default. The last level is waited for without end.
        public var timeout: Duration = .seconds(1)

        /// How many failures in a row take a level down. 1 by default, so that a level that hangs costs a caller one time-out and not
        /// one for each call. A write or removal that fails takes it down at once: it has to forget what it may not have taken.
        public var failuresToOpen = 1

        /// How long a level that went down is left alone. 5 seconds by default.
        public var pause: Duration = .seconds(5)

        /// How many keys are remembered for a level that is down; beyond that it is cleared before it serves again. 10,000 by
        /// default.
        public var recoveryLimit = 10_000

        /// Who is told when a level goes down or comes back, and of every failure; nobody by default.
        public var observer: (any CacheObserver)?

        /// The name of the chain in events; a level adds its number.
        public var name = "fallback"

        /// The clock that pauses are measured by.
        public var clock: any CacheClock = MonotonicClock()

        /// How the chain waits; a test puts its own time here.
        public var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

        /// The default configuration.
        public init() {}
    }
}
