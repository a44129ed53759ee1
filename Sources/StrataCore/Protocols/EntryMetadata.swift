/// What a fill stores beside a value.
public struct EntryMetadata: Hashable, Sendable {
    /// The last milliseconds of the entry's life, in which its value is stale: to be served only where staleness was asked
    /// for. nil when it is fresh until it expires.
    ///
    /// Counted from the end, so that it is compared with the time to live of the cache's own clock and no two clocks have to
    /// agree.
    public var grace: Int64?

    /// When the value was loaded, in milliseconds since 1970; nil when not known.
    public var loadedAt: Int64?

    /// How long the load took, in milliseconds; nil when not measured.
    public var loadCost: Int64?

    /// What the origin knows this state of the value by, such as an entity tag; nil when there is none.
    public var validator: String?

    /// The tags of the value, each with the version it had before the load began. A cache that keeps versions compares them
    /// at every read: with another version, or an unknown one, the entry is void.
    public var tagVersions: [CacheTag: UInt64]

    /// Creates metadata; what is left out is empty.
    public init(
        grace: Int64? = nil,
        loadedAt: Int64? = nil,
        loadCost: Int64? = nil,
        validator: String? = nil,
        tagVersions: [CacheTag: UInt64] = [:]
    ) {
        self.grace = grace
        self.loadedAt = loadedAt
        self.loadCost = loadCost
        self.validator = validator
        self.tagVersions = tagVersions
    }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { self == EntryMetadata() }
}
