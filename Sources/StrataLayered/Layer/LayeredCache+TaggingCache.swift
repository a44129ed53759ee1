public import StrataCore

extension LayeredCache: TaggingCache {
    /// Stores `value` with `tags`. See ``TaggingCache/set(_:to:expires:tags:)``.
    public func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration,
        tags: Set<CacheTag>
    ) async throws(CacheError) {
        try await write([CacheEntry(key, value, expires: expires)], tags: tags)
    }

    /// Voids every entry that carries `tag`, on all nodes, and every load under the tag that is under way.
    ///
    /// - Throws: ``CacheError/Code/invalidKey`` for a tag that is empty or begins with `"\u{1}strata:"`, which is reserved; so
    ///   does every other operation with tags.
    public func invalidate(tag: CacheTag) async throws(CacheError) {
        try ReservedTags.refuse([tag])
        try await tags.advance([ReservedTags.any, tag])
        first.invalidate(tag)
        await node?.announce([.tag(tag)])
        report(.removal, nil)
    }

    /// The present versions of `tags`. See ``TaggingCache/tagVersions(of:)``.
    public func tagVersions(of tags: Set<CacheTag>) async throws(CacheError) -> [CacheTag: UInt64] {
        try ReservedTags.refuse(tags)
        return try await self.tags.versions(of: tags)
    }

    func write<Value: CacheValue>(_ entries: [CacheEntry<Value>], tags: Set<CacheTag>) async throws(CacheError) {
        try ReservedTags.refuse(tags)
        for entry in entries { try entry.validate() }
        guard !entries.isEmpty else { return }
        for entry in entries { await forgetLoads(of: entry.key) }
        let promotions = entries.map { first.begin($0.key, for: .seconds(60)) }
        do throws(CacheError) {
            let metadata = EntryMetadata(
                loadedAt: configuration.clock.milliseconds(),
                tagVersions: try await freshVersions(of: storedTags(tags))
            )
            try await second.set(
                entries.map { AnnotatedEntry($0.key, $0.value, metadata: metadata, expires: $0.expires) }
            )
            for (entry, promotion) in zip(entries, promotions) { copy(entry, metadata, under: promotion) }
        } catch {
            for entry in entries { first.invalidate(entry.key) }
            throw error
        }
        await node?.announce(entries.map { .key($0.key) })
        report(.write, entries.count == 1 ? entries[0].key : nil, count: entries.count)
    }

    /// Puts what was just written into memory; drops the copy where another write of the same key is under way.
    private func copy<Value: CacheValue>(
        _ entry: CacheEntry<Value>,
        _ metadata: EntryMetadata,
        under promotion: FirstLevel.Promotion
    ) {
        let timeToLive: TimeToLive = entry.expires.duration.map { .remaining($0) } ?? .immortal
        let copy = LeasedEntry(value: entry.value, metadata: metadata, timeToLive: timeToLive)
        if !first.promote(entry.key, copy, under: promotion) { first.invalidate(entry.key) }
    }

    /// The tags that are stored for an entry of the user's.
    func storedTags(_ tags: Set<CacheTag>) -> Set<CacheTag> {
        sharesTags ? tags.union([ReservedTags.everything]) : tags
    }
}
