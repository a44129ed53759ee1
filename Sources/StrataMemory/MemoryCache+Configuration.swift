public import StrataCore

extension MemoryCache {
    /// How a memory cache is bounded, how long its entries live, and how it holds them.
    public struct Configuration: Sendable {
        /// The most entries that are held. 100,000 by default; less than 1 counts as 1.
        ///
        /// The cache never holds more, not for a moment. From 8,192 entries on it is made of stripes, each with a lock and
        /// an equal share of the entries; since keys do not spread quite evenly, the last few per cent of such a
        /// cache may stay empty.
        public var maximumEntries = 100_000

        /// The most that all entries weigh together, in the unit of ``weigher``; nil, the default, when they are not
        /// weighed. Less than 1 counts as 1.
        ///
        /// A weighed cache is one stripe unless ``stripes`` says otherwise. An entry that is heavier than the bound, or than
        /// a stripe's share of it, is refused with ``CacheError/Code/valueTooLarge``.
        public var maximumWeight: Int?

        /// What an entry weighs. Nil, the default: the bytes of its key and about the bytes of its value, see
        /// ``MemoryCache/estimatedBytes(of:under:)``. With `storage: .encoded` exactly the bytes of key and stored form.
        ///
        /// Called once for every value stored, outside of all locks. A negative weight counts as 0.
        public var weigher: (@Sendable (CacheKey, any CacheValue) -> Int)?

        /// How long an entry lives when the caller does not say. 300 seconds by default.
        public var defaultExpiration: Expiration = .seconds(300)

        /// How long an entry lives after it was last read or written, if its expiration does not come first; nil, the
        /// default, for as long as its expiration says. Zero or less counts as one millisecond.
        ///
        /// ``MemoryCache/get(_:as:)``, its batch and its timed form, and the hit of a lease prolong; `exists`, `timeToLive`
        /// and scans do not.
        public var expiresAfterAccess: Duration?

        /// Whether values are held as they are or in their stored form. ``Storage/values`` by default.
        public var storage: Storage = .values

        /// Where the cache reads the time. ``MonotonicClock`` by default.
        public var clock: any CacheClock = MonotonicClock()

        /// How often the cache looks for entries that have expired and that no write has swept yet. One second by default;
        /// nil never. Measured in real time whatever ``clock`` says.
        public var sweepInterval: Duration? = .seconds(1)

        /// Into how many parts with a lock each the cache is divided, rounded up to a power of two, 1 to 1,024. Nil, the
        /// default: as many as leave each at least 4,096 entries, at most 64.
        public var stripes: Int?

        /// The defaults.
        public init() {}
    }

    /// How values are held.
    public enum Storage: Sendable {
        /// As they are: nothing is encoded, copied or decoded. A value reads back as the type it was stored as; integers also
        /// as any other integer type that they fit, and optionals as what they wrap.
        case values
        /// As the bytes that a codec makes of them, as a server would: for tests, and to count bytes exactly.
        case encoded(any CacheCodec)
    }
}
