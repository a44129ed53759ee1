/// Something that happened in a cache.
public struct CacheEvent: Sendable {
    /// What happened. An extensible set: switch over it with a `default`.
    public struct Kind: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
        /// The stable name, fit for logs and metric labels.
        public let rawValue: String

        /// Creates a kind.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The stable name.
        public var description: String { rawValue }

        /// A read found a value.
        public static let hit = Kind(rawValue: "hit")
        /// A read was answered with a value that had expired.
        public static let stale = Kind(rawValue: "stale")
        /// A read found none.
        public static let miss = Kind(rawValue: "miss")
        /// A value was stored.
        public static let write = Kind(rawValue: "write")
        /// A key, a tag or everything was removed by a caller.
        public static let removal = Kind(rawValue: "removal")
        /// A caller's function ran because there was no value.
        public static let load = Kind(rawValue: "load")
        /// A caller got the value that another caller's function made.
        public static let coalesced = Kind(rawValue: "coalesced")
        /// A stored value could not be decoded, and was removed.
        public static let corruptEntry = Kind(rawValue: "corruptEntry")
        /// A level of a chain is left alone for a while, because it failed.
        public static let levelDown = Kind(rawValue: "levelDown")
        /// A level of a chain serves again.
        public static let levelUp = Kind(rawValue: "levelUp")
        /// An operation failed; ``CacheEvent/error`` says how.
        public static let failure = Kind(rawValue: "failure")
    }

    /// What happened.
    public var kind: Kind
    /// The name of the cache, wrapper or function that it happened in. A name from a small set, fit for a metric label.
    public var source: String
    /// The key; nil where there is not exactly one. Private: do not use it as a metric label.
    public var key: CacheKey?
    /// How many keys it is about.
    public var count: Int
    /// How long it took; nil where not measured.
    public var duration: Duration?
    /// What failed; nil where nothing did.
    public var error: CacheError?

    /// Creates an event.
    public init(
        _ kind: Kind,
        source: String,
        key: CacheKey? = nil,
        count: Int = 1,
        duration: Duration? = nil,
        error: CacheError? = nil
    ) {
        self.kind = kind
        self.source = source
        self.key = key
        self.count = count
        self.duration = duration
        self.error = error
    }
}
