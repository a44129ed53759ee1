internal import StrataCore
internal import Synchronization

/// The tag versions of one cache, shared by its stripes. Its lock is only ever taken last.
final class TagTable: Sendable {
    private let versions: Mutex<TagVersions>

    /// An empty table that starts at a random version.
    init(limit: Int) {
        versions = Mutex(TagVersions(limit: limit, epoch: .random(in: .min ... .max)))
    }

    /// The present versions of `tags`; unknown ones get one.
    func versions(of tags: Set<CacheTag>) -> [CacheTag: UInt64] {
        versions.withLock { table in
            var found: [CacheTag: UInt64] = [:]
            for tag in tags { found[tag] = table.version(of: tag) }
            return found
        }
    }

    /// Voids whatever carries the present version of `tag`.
    func invalidate(_ tag: CacheTag) {
        versions.withLock { _ = $0.renew(tag) }
    }

    /// Whether all of these are the present versions.
    func match(_ tagVersions: [CacheTag: UInt64]) -> Bool {
        tagVersions.isEmpty || versions.withLock { $0.match(tagVersions) }
    }
}
