public import StrataCore

extension LayeredCache {
    /// How a layered cache behaves.
    public struct Configuration: Sendable {
        /// How long an entry is fresh when nobody says; nil, the default, for the second level's own default.
        public var defaultExpiration: Expiration?

        /// The longest time that a copy in memory is fresh; nil, the default, for as long as the original. Without a channel it
        /// bounds how long this node may serve what another one has invalidated.
        public var firstLevelExpiration: Duration?

        /// Values that take more bytes, as ``MemoryCache/estimatedBytes(of:under:)`` estimates them, stay out of memory. 1 MiB by
        /// default.
        public var largestFirstLevelValue = 1 << 20

        /// Who is told of hits, misses, loads and failures; nobody by default.
        public var observer: (any CacheObserver)?

        /// The name of the cache in events.
        public var name = "layered"

        /// The wall clock that ages are told by.
        public var clock: any CacheClock = WallClock()

        /// How the cache waits; a test puts its own time here.
        public var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

        /// The default configuration.
        public init() {}
    }
}
