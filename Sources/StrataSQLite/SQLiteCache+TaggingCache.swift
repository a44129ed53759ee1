public import StrataCore
import StrataSupport

extension SQLiteCache: TaggingCache {
    /// Stores `value` under `key` with `tags`. See ``TaggingCache/set(_:to:expires:tags:)``.
    ///
    /// The file remembers 200,000 tags. When more are made the first ones are forgotten, which voids what carries them.
    public nonisolated func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration,
        tags: Set<CacheTag>
    ) async throws(CacheError) {
        guard !tags.isEmpty else { return try await set(key, to: value, expires: expires) }
        let names = try storedNames(tags)
        let write = try encode(CacheEntry(key, value, expires: expires))
        try await perform(.compoundWrite, weight: write.weight) { store in
            try store.write(write, tags: try store.stamp(ofTags: names), at: store.now)
        }
        counters.countWrites()
    }

    /// Voids every entry of this namespace that carries `tag`. See ``TaggingCache/invalidate(tag:)``.
    public nonisolated func invalidate(tag: CacheTag) async throws(CacheError) {
        let names = try storedNames([tag])
        try await perform(.compoundWrite) { store in
            for name in names { try store.invalidate(tag: name) }
        }
        counters.countRemovals(1)
    }

    /// The present versions of `tags`. See ``TaggingCache/tagVersions(of:)``.
    public nonisolated func tagVersions(of tags: Set<CacheTag>) async throws(CacheError) -> [CacheTag: UInt64] {
        let names = try storedNames(tags)
        if let known = try await read({ store in try store.knownStamp(ofTags: names) }) { return known.versions }
        return try await perform(.compoundWrite) { store in try store.stamp(ofTags: names).versions }
    }
}
