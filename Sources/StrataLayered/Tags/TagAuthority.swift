import StrataCore

/// Who keeps the version counters of tags, for all processes that share a second level.
protocol TagAuthority: Sendable {
    /// Whether the second level compares versions itself when it reads and fills.
    var comparesNatively: Bool { get }

    /// The present versions. A tag that was never seen, or was forgotten, gets a new one.
    func versions(of tags: Set<CacheTag>) async throws(CacheError) -> [CacheTag: UInt64]

    /// Gives each of `tags` another version, in this order.
    func advance(_ tags: [CacheTag]) async throws(CacheError)
}

/// The second level's own tags.
struct NativeTags: TagAuthority {
    let cache: any TaggingCache

    var comparesNatively: Bool { true }

    func versions(of tags: Set<CacheTag>) async throws(CacheError) -> [CacheTag: UInt64] {
        try await cache.tagVersions(of: tags)
    }

    func advance(_ tags: [CacheTag]) async throws(CacheError) {
        for tag in tags { try await cache.invalidate(tag: tag) }
    }
}
