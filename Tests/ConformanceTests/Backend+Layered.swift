import Strata
import StrataLayered
import StrataSQLite
import StrataTestKit

extension Backend {
    /// Memory before each kind of second level.
    static let layered: [Backend] = [
        Backend("layered over memory", lacks: notLayered) {
            layered { MemoryCache(clock: $0, codec: JSONCodec()) }
        },
        Backend("layered over values in memory", lacks: notLayered.union(.encoding)) {
            layered(traits: .doesNotEncode) { MemoryCache(clock: $0) }
        },
        Backend("layered over a plain cache", lacks: notLayered) {
            layered { PlainView(base: MemoryCache(clock: $0, codec: JSONCodec())) }
        },
        Backend("layered over SQLite", lacks: notLayered) {
            let directory = try TemporaryDirectory()
            let clock = ManualClock()
            var configuration = SQLiteCache.Configuration()
            configuration.clock = clock
            let file = try await SQLiteCache(path: directory.path(of: "cache.sqlite"), configuration: configuration)
            return layered(clock) { _ in file }
        },
    ]

    /// A chain whose first level serves, and one whose first level is down.
    static let fallback: [Backend] = [
        Backend("fallback", lacks: notLayered.union(.tagging)) { chain { MemoryCache(clock: $0, codec: JSONCodec()) } },
        Backend("fallback in an outage", lacks: notLayered.union(.tagging)) {
            chain {
                let faults = FaultPlan()
                faults.add(.failure(.unavailable))
                return FaultInjectingCache(MemoryCache(clock: $0, codec: JSONCodec()), faults: faults)
            }
        },
    ]

    private static func chain(_ first: (ManualClock) -> any AsyncCache) -> CacheUnderTest {
        let clock = ManualClock()
        return CacheUnderTest(
            FallbackCache([first(clock), MemoryCache(clock: clock, codec: JSONCodec())]),
            clock: clock
        )
    }

    private static let notLayered: CacheLaw.Requirements = [
        .siblings, .peers, .atomic, .expiring, .scannable, .leasing, .managed,
    ]

    private static func layered(
        _ clock: ManualClock = ManualClock(),
        traits: CacheUnderTest.Traits = [],
        over secondLevel: (ManualClock) -> any AsyncCache
    ) -> CacheUnderTest {
        var configuration = LayeredCache.Configuration()
        configuration.clock = clock
        let codec: JSONCodec? = traits.contains(.doesNotEncode) ? nil : JSONCodec()
        let cache = LayeredCache(
            memory: MemoryCache(clock: clock, codec: codec),
            secondLevel: secondLevel(clock),
            configuration: configuration
        )
        return CacheUnderTest(cache, clock: clock, traits: traits)
    }
}
