/// What a fill stores beside a value.
public struct EntryMetadata: Hashable, Sendable {
    /// When the value stops being fresh, in milliseconds since 1970; nil when it is fresh until it expires.
    public var freshUntil: Int64?

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
        freshUntil: Int64? = nil,
        loadedAt: Int64? = nil,
        loadCost: Int64? = nil,
        validator: String? = nil,
        tagVersions: [CacheTag: UInt64] = [:]
    ) {
        self.freshUntil = freshUntil
        self.loadedAt = loadedAt
        self.loadCost = loadCost
        self.validator = validator
        self.tagVersions = tagVersions
    }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { self == EntryMetadata() }
}
