import StrataCore
import StrataTestKit
import Synchronization
import Testing

@Suite struct VerdictTests {
    @Test func aLawThatDoesNotApplySaysWhatIsMissing() async throws {
        let law = try #require(CacheLaw.all.first { $0.requirements.contains([.atomic, .exactTime]) })
        let verdict = try await law.verify { NoCache() }
        #expect(verdict == .notApplicable(missing: law.requirements.subtracting([.encoding, .storage])))
        #expect("\(CacheLaw.Requirements([.atomic, .time]))" == "[time, atomic]")
    }

    @Test func offersAreWhatTheSubjectHas() {
        let cache = ReferenceCache(ReferenceStorage(clock: ManualClock()))
        #expect(CacheUnderTest.reference().offers == .all)
        #expect(CacheUnderTest(cache).offers == .all.subtracting([.time, .exactTime, .siblings, .peers]))
        let sleeping = CacheUnderTest(NoCache(), traits: [.timeIsApproximate, .storesNothing], advance: { _ in })
        #expect(sleeping.offers == [.time, .encoding, .scannable])
    }

    @Test func aViolationSaysWhatHappenedAndWhy() async throws {
        let law = try #require(CacheLaw.reading.first { $0.name == "get returns what set stored" })
        let violation = await #expect(throws: LawViolation.self) { try await law.verify { NoCache() } }
        #expect(violation?.number == 1)
        #expect(violation?.reason.contains("is nil, and should be") == true)
        #expect(violation?.description.contains(law.explanation) == true)
    }

    @Test(arguments: [nil, Defect.getThrowsOnAMiss]) func theSubjectIsTornDownInAnyCase(_ defect: Defect?) async throws
    {
        let steps = RecordedSteps()
        let law = try #require(CacheLaw.reading.first { $0.name == "a missing key is nil" })
        let cache = ReferenceCache(ReferenceStorage(clock: ManualClock()), defect: defect)
        let subject = CacheUnderTest(
            cache,
            tearDown: { steps.add(cache.isClosed.load(ordering: .acquiring) ? "closed" : "open") }
        )
        do {
            try await law.verify { subject }
            #expect(defect == nil)
        } catch is LawViolation {
            #expect(defect != nil)
        }
        #expect(steps.steps == ["closed"])
    }
}
