import StrataCore

/// Versions as counters in a reserved part of the second level's keys, for a level that is atomic but knows no tags.
///
/// A counter begins at random, so that one that was evicted or lost in a failover never comes back to a version that an old
/// entry remembers.
struct CounterTags: TagAuthority {
    let cache: any AtomicCache

    /// No key of a user's begins so unless it means to.
    static let reserved = "\u{1}strata:tag:"

    var comparesNatively: Bool { false }

    func versions(of tags: Set<CacheTag>) async throws(CacheError) -> [CacheTag: UInt64] {
        let keys = tags.map(key)
        let known = try await cache.getMany(keys, as: Int64.self)
        var versions: [CacheTag: UInt64] = [:]
        for tag in tags {
            if let version = known[key(of: tag)] {
                versions[tag] = UInt64(bitPattern: version)
            } else {
                versions[tag] = UInt64(bitPattern: try await begin(tag))
            }
        }
        return versions
    }

    func advance(_ tags: [CacheTag]) async throws(CacheError) {
        for tag in tags {
            _ = try await begin(tag)
            _ = try await cache.increment(key(of: tag), by: 1, expires: .never)
        }
    }

    private func begin(_ tag: CacheTag) async throws(CacheError) -> Int64 {
        // Below half of the range, so that no number of invalidations overflows.
        let epoch = Int64.random(in: 1...(Int64.max / 2))
        if try await cache.setIfAbsent(key(of: tag), to: epoch, expires: .never) { return epoch }
        return try await cache.get(key(of: tag), as: Int64.self) ?? epoch
    }

    private func key(of tag: CacheTag) -> CacheKey {
        CacheKey(Self.reserved + tag.name)
    }
}
