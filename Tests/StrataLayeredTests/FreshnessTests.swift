import StrataCore
import Testing

@testable import StrataLayered

@Suite struct FreshnessTests {
    private func freshness(_ milliseconds: Int64, grace: Int64? = nil) -> Freshness {
        Freshness(timeToLive: .remaining(.milliseconds(milliseconds)), grace: grace)
    }

    @Test func theGraceIsTheEndOfTheLife() {
        #expect(freshness(100).isFresh)
        #expect(freshness(100, grace: 99).isFresh)
        #expect(!freshness(100, grace: 100).isFresh)
        #expect(!freshness(100, grace: 200).isFresh)
        #expect(freshness(100, grace: -5).remaining == 100)
        #expect(Freshness(timeToLive: .immortal, grace: 5).isFresh)
        #expect(!Freshness(timeToLive: .absent, grace: nil).isFresh)
    }

    @Test(arguments: [(age: 79, isDue: false), (80, true), (99, true)])
    func renewalBeginsAtAPartOfTheLifetime(age: Int64, isDue: Bool) {
        let found = freshness(100 - age).isDue(
            age: age,
            cost: nil,
            refreshAhead: 0.8,
            earlyExpiration: 0,
            chance: { 1 }
        )
        #expect(found == isDue)
    }

    @Test func renewalByChanceGrowsWithTheCostAndTheEnd() {
        func isDue(_ remaining: Int64, cost: Int64, chance: Double) -> Bool {
            freshness(remaining).isDue(
                age: 1,
                cost: cost,
                refreshAhead: nil,
                earlyExpiration: 1,
                chance: { chance }
            )
        }
        #expect(!isDue(1000, cost: 10, chance: 0.5))
        #expect(isDue(6, cost: 10, chance: 0.5))
        #expect(isDue(1000, cost: 2000, chance: 0.5))
        #expect(!isDue(1000, cost: 2000, chance: 1))
        #expect(!freshness(5).isDue(age: nil, cost: 100, refreshAhead: 0.1, earlyExpiration: 1, chance: { 0.5 }))
        #expect(!freshness(0).isDue(age: 1, cost: 100, refreshAhead: 0.1, earlyExpiration: 1, chance: { 0.5 }))
    }

    @Test func aCopyNeverLivesLongerThanItsOriginal() throws {
        let copy = Lifetime(of: .remaining(.milliseconds(100)), grace: 40, freshForAtMost: nil)
        #expect(copy?.expires == .milliseconds(100) && copy?.grace == 40)
        let short = Lifetime(of: .remaining(.milliseconds(100)), grace: 40, freshForAtMost: 10)
        #expect(short?.expires == .milliseconds(100) && short?.grace == 90)
        let plain = Lifetime(of: .remaining(.milliseconds(100)), grace: nil, freshForAtMost: 10)
        #expect(plain?.expires == .milliseconds(10) && plain?.grace == nil)
        let immortal = Lifetime(of: .immortal, grace: nil, freshForAtMost: nil)
        #expect(immortal?.expires == .never)
        #expect(Lifetime(of: .absent, grace: nil, freshForAtMost: nil) == nil)
        let new = try Lifetime(freshFor: .milliseconds(10), staleFor: .milliseconds(5))
        #expect(new.expires == .milliseconds(15) && new.grace == 5)
    }
}
