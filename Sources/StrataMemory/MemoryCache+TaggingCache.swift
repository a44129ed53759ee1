public import StrataCore

extension MemoryCache: TaggingCache {
    /// Stores `value` with `tags`. See ``TaggingCache/set(_:to:expires:tags:)``.
    public nonisolated func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration,
        tags: Set<CacheTag>
    ) throws(CacheError) {
        for tag in tags { try tag.validate() }
        try checkOpen()
        let metadata = EntryMetadata(tagVersions: self.tags.versions(of: tags))
        try store(prepared(value, under: key, expires: expires, metadata: metadata), under: key)
    }

    /// Voids every entry that carries `tag`. O(1); the memory comes back when the entries are met, expire or are evicted.
    public nonisolated func invalidate(tag: CacheTag) throws(CacheError) {
        try tag.validate()
        try checkOpen()
        tags.invalidate(tag)
    }

    /// The present versions of `tags`. A cache remembers as many tags as it may hold entries, at least 512; those that were
    /// used least recently are forgotten beyond that, and their entries with them.
    public nonisolated func tagVersions(of tags: Set<CacheTag>) throws(CacheError) -> [CacheTag: UInt64] {
        for tag in tags { try tag.validate() }
        try checkOpen()
        return self.tags.versions(of: tags)
    }
}
