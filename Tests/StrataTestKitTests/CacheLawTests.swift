import StrataCore
import StrataTestKit
import Testing

@Suite struct CacheLawTests {
    @Test(arguments: CacheLaw.all) func aRightCacheKeepsTheLaw(_ law: CacheLaw) async throws {
        let verdict = try await law.verify { .reference() }
        #expect(verdict == .kept)
    }

    @Test(arguments: Defect.allCases) func aDefectIsFoundByItsLaw(_ defect: Defect) async throws {
        var violations: [LawViolation] = []
        for law in CacheLaw.all where law.number == defect.law {
            do {
                try await law.verify { .reference(defect) }
            } catch let violation as LawViolation {
                violations.append(violation)
            }
        }
        #expect(!violations.isEmpty, "\(defect) breaks no case of law \(defect.law)")
    }

    @Test func namesAreUniqueAndEveryLawOfTheDesignHasACase() {
        #expect(Set(CacheLaw.all.map(\.name)).count == CacheLaw.all.count)
        #expect(Set(CacheLaw.all.map(\.number)) == Set(1...13))
    }
}
