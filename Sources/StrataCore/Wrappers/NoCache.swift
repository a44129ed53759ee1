/// A cache that holds nothing: every read misses, every write is checked and forgotten.
///
/// The end of a chain, and what an application runs with when caching is switched off.
public struct NoCache: Cache, AsyncCache {
    /// The expiration that conveniences pass; it has no effect.
    public let defaultExpiration: Expiration

    /// Creates a cache that holds nothing.
    public init(defaultExpiration: Expiration = .seconds(300)) {
        self.defaultExpiration = defaultExpiration
    }

    /// Always nil.
    public func get<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) throws(CacheError) -> Value? {
        try key.validate()
        return nil
    }

    /// Checks its arguments as every cache does, and stores nothing.
    public func set<Value: CacheValue>(_ key: CacheKey, to value: Value, expires: Expiration) throws(CacheError) {
        try CacheEntry(key, value, expires: expires).validate()
    }

    /// Does nothing.
    public func remove(_ key: CacheKey) throws(CacheError) {
        try key.validate()
    }

    /// Always false.
    public func exists(_ key: CacheKey) throws(CacheError) -> Bool {
        try key.validate()
        return false
    }

    /// Does nothing.
    public func clear() {}

    /// Always empty.
    public func getMany<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) throws(CacheError) -> [CacheKey: Value] {
        for key in keys { try key.validate() }
        return [:]
    }

    /// Checks its arguments as every cache does, and stores nothing.
    public func setMany<Value: CacheValue>(_ entries: [CacheEntry<Value>]) throws(CacheError) {
        for entry in entries { try entry.validate() }
    }

    /// Does nothing.
    public func removeMany(_ keys: [CacheKey]) throws(CacheError) {
        for key in keys { try key.validate() }
    }
}

extension NoCache: ScannableCache {
    /// Always one empty page.
    public func keys(
        matching pattern: GlobPattern,
        after cursor: ScanCursor?,
        limit: Int
    ) throws(CacheError) -> ScanPage {
        guard limit > 0 else { throw CacheError(.invalidArgument, message: "a page has room for at least one key") }
        return ScanPage(keys: [], next: nil)
    }

    /// Removes nothing.
    @discardableResult
    public func removeAll(matching pattern: GlobPattern) -> Int { 0 }
}
