import StrataTestKit
import Testing

/// Every backend and wrapper, before every law.
@Suite struct ConformanceTests {
    @Test(arguments: Backend.all, CacheLaw.all)
    func keepsEveryLawThatApplies(_ backend: Backend, _ law: CacheLaw) async throws {
        let verdict = try await withTaskExecutorPreference(backend.threads) {
            try await law.verify { try await backend.make() }
        }
        let missing = law.requirements.subtracting(backend.offers)
        #expect(verdict == (missing.isEmpty ? .kept : .notApplicable(missing: missing)))
    }
}
