import StrataCore
import StrataMemory

/// Versions in this process's memory, for a second level that can neither count nor tag: an invalidation is known to this
/// process alone, and no tagged entry outlives it.
struct LocalTags: TagAuthority {
    let firstLevel: MemoryCache

    var comparesNatively: Bool { false }

    func versions(of tags: Set<CacheTag>) throws(CacheError) -> [CacheTag: UInt64] {
        try firstLevel.tagVersions(of: tags)
    }

    func advance(_ tags: [CacheTag]) throws(CacheError) {
        for tag in tags { try firstLevel.invalidate(tag: tag) }
    }
}
