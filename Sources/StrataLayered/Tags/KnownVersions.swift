import StrataCore
import Synchronization

/// The tag versions that this node knows.
///
/// For a load an old version is as safe as a present one: what is stored under it is void. For a read only a present one will do, so
/// reads use this only while the channel tells of every change.
final class KnownVersions: Sendable {
    private let versions = Mutex<[CacheTag: UInt64]>([:])
    private let limit: Int

    /// - Parameter limit: How many tags are known at most; beyond that all are forgotten.
    init(limit: Int = 10_000) {
        self.limit = limit
    }

    /// The versions of `tags`; nil when one of them is not known.
    func versions(of tags: Set<CacheTag>) -> [CacheTag: UInt64]? {
        versions.withLock { known in
            var found: [CacheTag: UInt64] = [:]
            for tag in tags {
                guard let version = known[tag] else { return nil }
                found[tag] = version
            }
            return found
        }
    }

    /// Notes versions, provided that nothing has changed since they were asked for.
    func remember(_ more: [CacheTag: UInt64], where nothingChanged: () -> Bool) {
        versions.withLock { known in
            guard nothingChanged() else { return }
            if known.count + more.count > limit { known = [:] }
            known.merge(more) { _, new in new }
        }
    }

    func forget(_ tags: some Sequence<CacheTag>) {
        versions.withLock { known in for tag in tags { known[tag] = nil } }
    }

    func forgetAll() {
        versions.withLock { $0 = [:] }
    }
}
