import CustomBackend
import StrataTestKit
import Testing

/// The whole test of a backend of one's own.
struct DictionaryCacheLawTests {
    @Test(arguments: CacheLaw.all) func keepsTheLaw(_ law: CacheLaw) async throws {
        try await law.verify { DictionaryCache() }
    }

    /// With a clock that the laws move, those about time apply too.
    @Test(arguments: CacheLaw.all) func keepsTheLawOverTime(_ law: CacheLaw) async throws {
        let clock = ManualClock()
        try await law.verify { CacheUnderTest(DictionaryCache(clock: clock), clock: clock) }
    }
}
