/// A cache whose entries carry tags, and that voids all entries of a tag at once.
public protocol TaggingCache: AsyncCache {
    /// Stores `value` under `key` with `tags`, replacing value, expiration and tags of what was there.
    ///
    /// The plain ``AsyncCache/set(_:to:expires:)`` stores without tags.
    func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration,
        tags: Set<CacheTag>
    ) async throws(CacheError)

    /// Voids every entry that carries `tag`. Costs the same for ten entries and for a million.
    ///
    /// When the call returns, no operation of this cache finds such an entry any more.
    func invalidate(tag: CacheTag) async throws(CacheError)

    /// The present versions of `tags`: what a fill carries when it is to be void if one of them is invalidated meanwhile.
    ///
    /// Take them before the load begins. A tag that was never seen gets a version first.
    func tagVersions(of tags: Set<CacheTag>) async throws(CacheError) -> [CacheTag: UInt64]
}
