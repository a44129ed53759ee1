public import StrataCore

/// A cache, and what the laws may do with it.
///
/// A cache alone is enough for the laws that need nothing else. Those about time need a way to let time pass, and those
/// about namespaces and about several processes a way to open more caches on the same storage:
///
/// ```swift
/// let clock = ManualClock()
/// let storage = MyStorage(clock: clock)
/// let subject = CacheUnderTest(
///     MyCache(storage, namespace: "laws"),
///     clock: clock,
///     sibling: { MyCache(storage, namespace: $0) },
///     peer: { MyCache(storage, namespace: "laws") }
/// )
/// ```
///
/// The cache must be empty, have room for 20,000 small entries, and take a value of 16 MiB.
public struct CacheUnderTest: Sendable {
    /// Lets a duration pass.
    public typealias Advance = @Sendable (Duration) async throws -> Void

    /// Opens another cache on the same storage, in the namespace that is asked for.
    public typealias Sibling = @Sendable (_ namespace: String) async throws -> any AsyncCache

    /// Opens another cache on the same storage and in the same namespace, as a second process would.
    public typealias Peer = @Sendable () async throws -> any AsyncCache

    /// The cache that is judged.
    public let cache: any AsyncCache

    /// What is special about the cache.
    public let traits: Traits

    let advance: Advance?
    let sibling: Sibling?
    let peer: Peer?
    let tearDown: @Sendable () async throws -> Void

    /// Puts a cache before the laws.
    ///
    /// - Parameters:
    ///   - cache: The cache. It is closed after the law when it is a `ManagedCache`.
    ///   - traits: What is special about the cache; nothing by default.
    ///   - advance: Lets time pass: moves the cache's clock, or sleeps (then say ``Traits/timeIsApproximate``). Nil when
    ///     time cannot be made to pass.
    ///   - sibling: Opens a cache in a namespace; nil when there are none. Siblings are closed after the law.
    ///   - peer: Opens another cache on the same entries; nil when that is not possible. Peers are closed after the law.
    ///   - tearDown: Runs after the law and after everything was closed, also when the law was broken.
    public init(
        _ cache: any AsyncCache,
        traits: Traits = [],
        advance: Advance? = nil,
        sibling: Sibling? = nil,
        peer: Peer? = nil,
        tearDown: @escaping @Sendable () async throws -> Void = {}
    ) {
        self.cache = cache
        self.traits = traits
        self.advance = advance
        self.sibling = sibling
        self.peer = peer
        self.tearDown = tearDown
    }

    /// Puts a cache before the laws whose clock the laws move.
    ///
    /// - Parameters:
    ///   - cache: The cache.
    ///   - clock: The clock that `cache` and its siblings and peers read.
    ///   - traits: What is special about the cache; nothing by default.
    ///   - sibling: Opens a cache in a namespace; nil when there are none.
    ///   - peer: Opens another cache on the same entries; nil when that is not possible.
    ///   - tearDown: Runs after the law and after everything was closed.
    public init(
        _ cache: any AsyncCache,
        clock: ManualClock,
        traits: Traits = [],
        sibling: Sibling? = nil,
        peer: Peer? = nil,
        tearDown: @escaping @Sendable () async throws -> Void = {}
    ) {
        let advance: Advance = { clock.advance(by: $0) }
        self.init(cache, traits: traits, advance: advance, sibling: sibling, peer: peer, tearDown: tearDown)
    }
}
