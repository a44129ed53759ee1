public import StrataCore

/// A backend of one's own in five methods: a dictionary behind an actor.
///
/// The batches and the conveniences come by default, and the laws of `StrataTestKit` say whether it behaves as a cache.
public actor DictionaryCache: AsyncCache {
    private struct Entry {
        let bytes: [UInt8]
        /// When the entry ends, by `clock`; nil means never.
        let end: Int64?
    }

    private var entries: [CacheKey: Entry] = [:]
    private let codec: any CacheCodec
    private let clock: any CacheClock

    /// Creates an empty cache.
    public init(codec: any CacheCodec = JSONCodec(), clock: any CacheClock = MonotonicClock()) {
        self.codec = codec
        self.clock = clock
    }

    /// The value of `key`; nil when there is none or its time is over.
    public func get<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) throws(CacheError) -> Value? {
        guard let entry = try liveEntry(key) else { return nil }
        return try codec.decode(type, from: entry.bytes)
    }

    /// Stores `value` in place of what was there.
    public func set<Value: CacheValue>(_ key: CacheKey, to value: Value, expires: Expiration) throws(CacheError) {
        try prepare(key)
        try refuseNil(value)
        let lifetime = try expires.milliseconds()
        let bytes = try codec.encode(value)
        entries[key] = Entry(bytes: bytes, end: lifetime.map { clock.nanoseconds() + $0 * 1_000_000 })
    }

    /// Removes `key`, if it is there.
    public func remove(_ key: CacheKey) throws(CacheError) {
        try prepare(key)
        entries[key] = nil
    }

    /// Whether there is a value under `key` whose time is not over.
    public func exists(_ key: CacheKey) throws(CacheError) -> Bool {
        try liveEntry(key) != nil
    }

    /// Removes everything.
    public func clear() throws(CacheError) {
        try refuseWhenCancelled()
        entries = [:]
    }

    private func liveEntry(_ key: CacheKey) throws(CacheError) -> Entry? {
        try prepare(key)
        guard let entry = entries[key] else { return nil }
        if let end = entry.end, end <= clock.nanoseconds() {
            entries[key] = nil
            return nil
        }
        return entry
    }

    private func prepare(_ key: CacheKey) throws(CacheError) {
        try key.validate()
        try refuseWhenCancelled()
    }

    private func refuseWhenCancelled() throws(CacheError) {
        if Task.isCancelled { throw CacheError(.cancelled, backend: "dictionary") }
    }
}
