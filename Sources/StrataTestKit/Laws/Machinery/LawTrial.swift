import StrataCore
import Synchronization

/// One run of one law: the subject, and the caches that the law opened beside it.
final class LawTrial: Sendable {
    let subject: CacheUnderTest
    private let opened = Mutex<[any AsyncCache]>([])

    init(_ subject: CacheUnderTest) {
        self.subject = subject
    }

    var cache: any AsyncCache { subject.cache }

    var atomic: any AtomicCache {
        get throws { try required(cache as? any AtomicCache) }
    }

    var expiring: any ExpiringCache {
        get throws { try required(cache as? any ExpiringCache) }
    }

    var scannable: any ScannableCache {
        get throws { try required(cache as? any ScannableCache) }
    }

    var tagging: any TaggingCache {
        get throws { try required(cache as? any TaggingCache) }
    }

    var leasing: any LeasingCache {
        get throws { try required(cache as? any LeasingCache) }
    }

    var managed: any ManagedCache {
        get throws { try required(cache as? any ManagedCache) }
    }

    /// Lets time pass.
    func advance(_ duration: Duration) async throws {
        try await required(subject.advance)(duration)
    }

    /// A cache on the same storage in another namespace.
    func sibling(_ namespace: String) async throws -> any AsyncCache {
        remember(try await required(subject.sibling)(namespace))
    }

    /// Another cache on the same entries.
    func peer() async throws -> any AsyncCache {
        remember(try await required(subject.peer)())
    }

    /// Closes what can be closed.
    func closeAll() async throws(Breach) {
        for cache in opened.withLock({ $0 }) + [cache] {
            do {
                try await (cache as? any ManagedCache)?.close()
            } catch {
                throw Breach(reason: "close after the law failed with \(error)")
            }
        }
    }

    private func remember(_ cache: any AsyncCache) -> any AsyncCache {
        opened.withLock { $0.append(cache) }
        return cache
    }
}

/// What a law uses without having required it is a fault of the law, or a peer that is less than the cache it stands beside.
func required<Offer>(_ offer: Offer?) throws(Breach) -> Offer {
    guard let offer else { throw Breach(reason: "the subject does not offer \(Offer.self)") }
    return offer
}
