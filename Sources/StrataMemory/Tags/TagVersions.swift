internal import StrataCore

/// The versions of the tags of one cache.
///
/// All versions are drawn from one counter that starts at a random number, so that none ever comes twice. The table is
/// bounded: a tag that was not used for a long time is forgotten, and a forgotten tag voids its entries.
struct TagVersions: Sendable {
    private var next: UInt64
    private var recent: [CacheTag: UInt64] = [:]
    private var older: [CacheTag: UInt64] = [:]
    private let generationLimit: Int

    /// An empty table that remembers at least half of `limit` tags and at most `limit`.
    init(limit: Int, epoch: UInt64) {
        next = epoch
        generationLimit = max(1, limit / 2)
    }

    /// The version of a tag; nil when it is unknown.
    mutating func known(_ tag: CacheTag) -> UInt64? {
        if let version = recent[tag] { return version }
        guard let version = older.removeValue(forKey: tag) else { return nil }
        remember(tag, version)
        return version
    }

    /// The version of a tag, a new one when it is unknown.
    mutating func version(of tag: CacheTag) -> UInt64 {
        known(tag) ?? renew(tag)
    }

    /// Gives a tag a new version.
    @discardableResult
    mutating func renew(_ tag: CacheTag) -> UInt64 {
        next &+= 1
        older[tag] = nil
        remember(tag, next)
        return next
    }

    /// Whether all of these are the present versions.
    mutating func match(_ versions: [CacheTag: UInt64]) -> Bool {
        versions.allSatisfy { known($0.key) == $0.value }
    }

    private mutating func remember(_ tag: CacheTag, _ version: UInt64) {
        if recent.count >= generationLimit {
            older = recent
            recent = [:]
        }
        recent[tag] = version
    }
}
