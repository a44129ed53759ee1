public import StrataCore
import StrataSupport

extension PostgresCache: TaggingCache {
    /// Stores `value` under `key` with `tags`. See ``TaggingCache/set(_:to:expires:tags:)``.
    public nonisolated func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration,
        tags: Set<CacheTag>
    ) async throws(CacheError) {
        guard !tags.isEmpty else { return try await set(key, to: value, expires: expires) }
        let row = try encode(CacheEntry(key, value, expires: expires))
        let names = try TagNames(tags)
        _ = try await run(
            names.beginning,
            Statement(.writeTagged, row.parameters + [.digests(names.keys), .null])
        )
        counters.countWrites()
    }

    /// Voids every entry of this table that carries `tag`. See ``TaggingCache/invalidate(tag:)``.
    public nonisolated func invalidate(tag: CacheTag) async throws(CacheError) {
        try tag.validate()
        _ = try await run(Statement(.invalidateTag, [.digest(KeyDigest(of: tag.name.utf8))]))
        counters.countRemovals(1)
    }

    /// The present versions of `tags`. See ``TaggingCache/tagVersions(of:)``.
    public nonisolated func tagVersions(of tags: Set<CacheTag>) async throws(CacheError) -> [CacheTag: UInt64] {
        let names = try TagNames(tags)
        let asking = Statement(.tagVersions, [.digests(names.keys)])
        let known = names.versions(from: try await run(asking).first)
        guard known.count < tags.count else { return known }
        return names.versions(from: try await run(names.beginning, asking).last)
    }
}
