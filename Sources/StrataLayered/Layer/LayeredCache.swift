public import StrataCore
public import StrataMemory

/// Memory before another cache, and the engine that loads what neither has.
///
/// Reads look into memory, then into the second level, and promote what they find with the time that is left to it. Writes go
/// to the second level first, then to memory, then to the channel, which tells the other nodes.
///
/// What an invalidation guarantees depends on the second level:
///
/// | second level | an invalidation voids the loads that began before it |
/// |---|---|
/// | a `LeasingCache` (memory, SQLite, PostgreSQL, Redis) | in every process |
/// | any other cache | in this process |
///
/// Other nodes stop serving their copies when they hear of it over the channel; without one, when the copies expire in their
/// memory: ``Configuration/firstLevelExpiration`` bounds how long that may be. A node whose subscription is broken does not serve
/// copies until it stands again, and then starts with an empty memory.
///
/// `clear` and `invalidate(tag:)` advance version counters in the second level, at the same cost for ten entries and for a
/// million. The space is given back when the void entries expire or are evicted.
///
/// It owns none of the caches that it was given: closing it ends its own tasks and leaves them open.
public final class LayeredCache: Sendable {
    /// How long an entry is fresh when nobody says.
    public let defaultExpiration: Expiration

    let first: FirstLevel
    let second: any SecondLevel
    let tags: any TagAuthority
    let configuration: Configuration
    let flights = FlightGroup<CacheKey, any Sendable>()
    /// The loads that renew a fresh value in the background. An invalidation voids them as it voids those with callers.
    let renewals = FlightGroup<CacheKey, Void>()
    let background = BackgroundWork()
    let failures = FailedLoads()
    let node: CacheNode?
    /// Whether other processes see the versions of tags.
    let sharesTags: Bool

    /// Puts `memory` before `secondLevel`.
    ///
    /// - Parameters:
    ///   - memory: The first level. For this cache alone: neither another layered cache's nor the second level.
    ///   - secondLevel: What all nodes share.
    ///   - channel: How nodes tell each other what has changed; nil, the default, for not at all. With a channel memory serves
    ///     nothing before the subscription stands.
    ///   - configuration: How the cache behaves.
    public init(
        memory: MemoryCache = MemoryCache(),
        secondLevel: any AsyncCache,
        channel: (any InvalidationChannel)? = nil,
        configuration: Configuration = Configuration()
    ) {
        self.configuration = configuration
        defaultExpiration = configuration.defaultExpiration ?? secondLevel.defaultExpiration
        first = FirstLevel(
            memory,
            longestFresh: configuration.firstLevelExpiration?.wholeMilliseconds,
            largestValue: configuration.largestFirstLevelValue,
            hearsOfChanges: channel != nil
        )
        if let leasing = secondLevel as? any LeasingCache {
            second = LeasingLevel(cache: leasing)
        } else {
            second = PlainLevel(cache: secondLevel, clock: configuration.clock)
        }
        if let tagging = secondLevel as? any TaggingCache, secondLevel is any LeasingCache {
            tags = NativeTags(cache: tagging)
            sharesTags = true
        } else if let atomic = secondLevel as? any AtomicCache {
            tags = CounterTags(cache: atomic)
            sharesTags = true
        } else {
            tags = LocalTags(firstLevel: memory)
            sharesTags = false
        }
        if let channel {
            node = CacheNode(channel, first: first, sleep: configuration.sleep, observer: configuration.observer)
        } else {
            node = nil
        }
        node?.start()
    }

    deinit {
        node?.stop()
        background.cancelAll()
    }
}
