public import StrataCore
internal import Synchronization

/// A bounded cache in the memory of this process.
///
/// It is both a ``Cache`` and an ``AsyncCache``: its operations are synchronous, never wait for anything but a short lock, and
/// satisfy the asynchronous requirements as well. They complete at once, also in a task that was cancelled.
///
/// When there is no room, entries that have expired go first, then those that are least likely to be asked for again.
/// Expirations hold exactly, by a monotonic clock, and need no timer per entry; expired entries are swept a few at a time by
/// later writes, and by the actor itself about once a second. Keys are hashed under secrets drawn for each cache. Values are
/// let go of outside of all locks, so that their `deinit` may use the cache.
///
/// Each operation takes O(length of the key); many keys at once take one lock after another.
public actor MemoryCache: Cache {
    /// How long an entry lives when the caller does not say; from the configuration.
    public nonisolated let defaultExpiration: Expiration

    /// ``defaultExpiration`` in milliseconds; nil when it is for ever, or none.
    nonisolated let defaultMilliseconds: Int64?
    /// Whether values are held as they are and not weighed.
    @usableFromInline
    nonisolated let storesPlainly: Bool
    nonisolated let storage: Storage
    nonisolated let weigher: Weigher?
    nonisolated let hasher: KeyHasher
    nonisolated let stripes: [Stripe]
    nonisolated let tags: TagTable
    nonisolated let time: TimeSource
    nonisolated let fences = FenceCounter()
    /// Marks this cache's scan cursors.
    nonisolated let identity = UInt64.random(in: .min ... .max)
    private nonisolated let housekeeper = Housekeeper()

    /// Creates a cache.
    public init(_ configuration: Configuration = Configuration()) {
        let shape = MemoryShape(configuration)
        let time = TimeSource(configuration.clock)
        let tags = TagTable(limit: max(1024, shape.totalEntries * 2))
        let hasher = KeyHasher()
        self.hasher = hasher
        self.time = time
        self.tags = tags
        defaultExpiration = configuration.defaultExpiration
        defaultMilliseconds = (try? configuration.defaultExpiration.milliseconds()) ?? nil
        storage = configuration.storage
        if case .values = configuration.storage {
            storesPlainly = configuration.maximumWeight == nil
        } else {
            storesPlainly = false
        }
        weigher = configuration.maximumWeight == nil ? nil : Weigher(configuration.weigher)
        stripes = shape.limits.map { Stripe(limits: $0, hasher: hasher, time: time, tags: tags) }
        if let interval = configuration.sweepInterval {
            housekeeper.start(every: interval, sweeping: Sweeper(stripes: stripes, time: time))
        }
    }

    /// Creates a cache of at most `maximumEntries` entries, with defaults for everything else.
    public init(maximumEntries: Int) {
        var configuration = Configuration()
        configuration.maximumEntries = maximumEntries
        self.init(configuration)
    }

    deinit {
        housekeeper.stop()
    }

    /// Removes entries that have expired, and gives their memory back.
    ///
    /// There is no need to call this: nobody ever sees an expired entry, and the cache sweeps by itself. A few hundred
    /// entries are swept at a time, so that nobody waits for long.
    ///
    /// - Throws: ``CacheError/Code/closed``.
    public func removeExpired() throws(CacheError) {
        try Sweeper(stripes: stripes, time: time).sweep()
    }

    /// Ends housekeeping.
    nonisolated func stopHousekeeping() { housekeeper.stop() }
}
