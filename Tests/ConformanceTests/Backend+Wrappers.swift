import Strata
import StrataTestKit

extension Backend {
    /// The wrappers over memory that holds bytes, and the cache that holds nothing.
    static let wrappers: [Backend] = [
        Backend("NoCache", lacks: .all.subtracting(.scannable)) {
            CacheUnderTest(NoCache(), traits: [.storesNothing, .doesNotEncode])
        },
        Backend("namespaced", lacks: .managed) {
            try await wrapping { $0.namespaced($1) }
        },
        Backend("namespaced twice", lacks: .managed) {
            try await wrapping { $0.namespaced("outer").namespaced($1) }
        },
        Backend("transformed keys", lacks: [.scannable, .siblings]) {
            let clock = ManualClock()
            let base = MemoryCache(clock: clock, codec: JSONCodec())
            return CacheUnderTest(base.transformingKeys(), clock: clock, peer: { base.transformingKeys() })
        },
        Backend("observed", lacks: [.siblings]) {
            let clock = ManualClock()
            let base = MemoryCache(clock: clock, codec: JSONCodec())
            let open = { @Sendable in base.observed(by: ClosureObserver { _ in }, as: "laws") }
            return CacheUnderTest(open(), clock: clock, peer: { open() })
        },
    ]

    /// A wrapper that makes namespaces of one memory cache.
    private static func wrapping(
        _ wrap: @escaping @Sendable (MemoryCache, String) -> any AsyncCache
    ) async throws -> CacheUnderTest {
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
