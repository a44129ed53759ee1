import Strata
import StrataTestKit

extension Backend {
    /// The wrappers over memory that holds bytes, and the cache that holds nothing.
    static let wrappers: [Backend] = [
        Backend("NoCache", lacks: .all.subtracting(.scannable)) {
            CacheUnderTest(NoCache(), traits: [.storesNothing, .doesNotEncode])
        },
        Backend("namespaced", lacks: .managed) { parts { $0.namespaced($1) } },
        Backend("namespaced twice", lacks: .managed) { parts { $0.namespaced("outer").namespaced($1) } },
        Backend("transformed keys", lacks: [.scannable, .siblings]) { wrapper { $0.transformingKeys() } },
        Backend("observed", lacks: .siblings) { wrapper { $0.observed(by: RecordingObserver(), as: "laws") } },
        Backend("recording", lacks: .siblings) { wrapper { RecordingCache($0) } },
        Backend("fault-injecting, without a fault", lacks: .siblings) { wrapper { FaultInjectingCache($0) } },
    ]

    /// A wrapper that stands for a memory cache.
    private static func wrapper(_ wrap: @escaping @Sendable (MemoryCache) -> any AsyncCache) -> CacheUnderTest {
        let clock = ManualClock()
        let base = MemoryCache(clock: clock, codec: JSONCodec())
        return CacheUnderTest(wrap(base), clock: clock, peer: { wrap(base) })
    }

    /// A wrapper that makes parts of a memory cache.
    private static func parts(
        _ wrap: @escaping @Sendable (MemoryCache, String) -> any AsyncCache
    ) -> CacheUnderTest {
        let clock = ManualClock()
        let base = MemoryCache(clock: clock, codec: JSONCodec())
        return CacheUnderTest(
            wrap(base, "main"),
            clock: clock,
            sibling: { wrap(base, $0) },
            peer: { wrap(base, "main") },
            tearDown: { try base.close() }
        )
    }
}
