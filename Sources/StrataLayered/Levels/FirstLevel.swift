import StrataCore
import StrataMemory
import Synchronization

/// Memory before the second level: what of it may be trusted, and how copies get into it without outliving an invalidation.
///
/// A copy is put in under a lease of the memory's own, taken before the original was read or loaded, and with the tag versions
/// from before a number that every invalidation of a tag raises. So an invalidation that this process learns of between
/// the two wins over the copy, in whatever order they happen.
final class FirstLevel: Sendable {
    /// The right to put a copy in.
    struct Promotion: Sendable {
        fileprivate let token: LeaseToken?
        fileprivate let epoch: UInt64
    }

    let cache: MemoryCache
    /// The versions of tags in the second level, dropped with what they void here.
    let known = KnownVersions()
    private let hearsOfChanges: Bool
    private let longestFresh: Int64?
    private let largestValue: Int
    private let isTrusted: Atomic<Bool>
    private let epoch = Atomic<UInt64>(0)

    /// - Parameters:
    ///   - cache: The memory.
    ///   - longestFresh: How long a copy is fresh at most, in milliseconds; nil for as long as its original.
    ///   - largestValue: How many bytes a value may take.
    ///   - hearsOfChanges: Whether a channel tells of what other nodes change. Then nothing is trusted before it stands.
    init(_ cache: MemoryCache, longestFresh: Int64?, largestValue: Int, hearsOfChanges: Bool) {
        self.cache = cache
        self.hearsOfChanges = hearsOfChanges
        self.longestFresh = longestFresh
        self.largestValue = largestValue
        self.isTrusted = Atomic(!hearsOfChanges)
    }

    /// The copy of a key, fresh or stale; nil when there is none, it is of another type, or memory is not trusted.
    func entry<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) throws(CacheError) -> LeasedEntry<Value>? {
        guard isTrusted.load(ordering: .acquiring) else {
            try key.validate()
            return nil
        }
        do throws(CacheError) {
            return try cache.entry(key, as: type)
        } catch {
            guard error.code == .decodingFailed else { throw error }
            return nil
        }
    }

    /// Asks for the right to put a copy of `key` in. To be called before the original is read.
    func begin(_ key: CacheKey, for duration: Duration) -> Promotion {
        let epoch = currentEpoch
        guard let lease = try? cache.lease(key, for: duration, refreshing: true, as: Never?.self),
            case .granted(let token) = lease
        else { return Promotion(token: nil, epoch: epoch) }
        return Promotion(token: token, epoch: epoch)
    }

    /// Puts a copy in, with the time that is left to it, unless it was invalidated meanwhile or is too large.
    ///
    /// - Returns: Whether it is in.
    @discardableResult
    func promote<Value: CacheValue>(
        _ key: CacheKey,
        _ entry: LeasedEntry<Value>,
        under promotion: Promotion
    ) -> Bool {
        guard let token = promotion.token else { return false }
        guard isTrusted.load(ordering: .acquiring),
            let lifetime = Lifetime(
                of: entry.timeToLive,
                grace: entry.metadata.grace,
                freshForAtMost: longestFresh
            ),
            MemoryCache.estimatedBytes(of: entry.value, under: key) <= largestValue,
            let versions = try? cache.tagVersions(of: Set(entry.metadata.tagVersions.keys)),
            currentEpoch == promotion.epoch
        else {
            end(promotion, of: key)
            return false
        }
        var metadata = entry.metadata
        metadata.grace = lifetime.grace
        metadata.tagVersions = versions
        let isIn = try? cache.fill(key, with: entry.value, metadata: metadata, expires: lifetime.expires, token: token)
        return isIn ?? false
    }

    /// Gives the right back.
    func end(_ promotion: Promotion, of key: CacheKey) {
        if let token = promotion.token { try? cache.release(key, token: token) }
    }

    /// A number that every invalidation of a tag raises.
    var currentEpoch: UInt64 { epoch.load(ordering: .acquiring) }

    /// Notes versions that were asked for when ``currentEpoch`` was `epoch`.
    func remember(_ versions: [CacheTag: UInt64], from epoch: UInt64) {
        known.remember(versions) { currentEpoch == epoch }
    }

    /// The present versions of `tags` as far as this node can tell by itself; nil when it cannot.
    func presentVersions(of tags: Set<CacheTag>) -> [CacheTag: UInt64]? {
        guard hearsOfChanges, isTrusted.load(ordering: .acquiring) else { return nil }
        return known.versions(of: tags)
    }

    /// Drops the copy of a key, and whatever is on its way in.
    func invalidate(_ key: CacheKey) {
        try? cache.remove(key)
    }

    /// Drops all copies with a tag, and whatever is on its way in.
    func invalidate(_ tag: CacheTag) {
        epoch.add(1, ordering: .acquiringAndReleasing)
        known.forget([tag, ReservedTags.any])
        try? cache.invalidate(tag: tag)
    }

    /// Drops everything, and whatever is on its way in.
    func invalidateAll() {
        epoch.add(1, ordering: .acquiringAndReleasing)
        known.forgetAll()
        try? cache.clear()
    }

    /// Serves nothing and takes nothing until it is trusted again.
    func distrust() {
        isTrusted.store(false, ordering: .releasing)
        invalidateAll()
    }

    /// Starts afresh.
    func trust() {
        invalidateAll()
        isTrusted.store(true, ordering: .releasing)
    }
}
