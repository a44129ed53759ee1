import Testing

@testable import StrataResults

@Suite struct RateRuleTests {
    typealias Counts = RateRule.Counts
    typealias Moment = RateRule.Moment

    let fixed = RateRule(limit: 10, window: 1000, slides: false)
    let sliding = RateRule(limit: 10, window: 1000, slides: true)

    @Test(arguments: [
        (Int64(0), Int64(0), Int64(0)), (999, 0, 999), (1000, 1, 0), (2500, 2, 500), (-1, -1, 999), (-1000, -1, 0),
        (-1001, -2, 999), (.min, -9_223_372_036_854_776, 192), (.max, 9_223_372_036_854_775, 807),
    ])
    func windowsBeginAtMultiplesOfTheirLength(time: Int64, index: Int64, elapsed: Int64) {
        #expect(fixed.moment(at: time) == Moment(index: index, elapsed: elapsed))
    }

    @Test func countersOutliveTheLastWindowThatReadsThem() {
        #expect(fixed.lifetime(from: Moment(index: 0, elapsed: 300)) == 700 + 2000)
        #expect(sliding.lifetime(from: Moment(index: 0, elapsed: 300)) == 1700 + 2000)
        let day = RateRule(limit: 1, window: 86_400_000, slides: true)
        #expect(day.lifetime(from: Moment(index: 0, elapsed: 0)) == 2 * 86_400_000 + 8_640_000)
    }

    @Test func aFixedWindowFillsUp() {
        let moment = Moment(index: 0, elapsed: 400)
        for sum in Int64(1)...10 {
            let decision = fixed.verdict(Counts(previous: 0, current: sum), cost: 1, at: moment).decision
            #expect(decision.isAllowed && decision.remaining == 10 - sum)
            #expect(decision.retryAfter == nil && decision.resetAfter == .milliseconds(600))
        }
        let verdict = fixed.verdict(Counts(previous: 0, current: 11), cost: 1, at: moment)
        #expect(!verdict.decision.isAllowed && !verdict.isRefunded)
        #expect(verdict.decision.remaining == 0 && verdict.decision.retryAfter == .milliseconds(600))
    }

    @Test func aFixedWindowRefundsWhatLeavesRoom() {
        let moment = Moment(index: 0, elapsed: 0)
        let tooLarge = fixed.verdict(Counts(previous: 0, current: 13), cost: 5, at: moment)
        #expect(!tooLarge.decision.isAllowed && tooLarge.isRefunded && tooLarge.decision.remaining == 2)
        let full = fixed.verdict(Counts(previous: 0, current: 15), cost: 5, at: moment)
        #expect(!full.decision.isAllowed && !full.isRefunded && full.decision.remaining == 0)
        #expect(fixed.verdict(Counts(previous: 0, current: 10), cost: 5, at: moment).decision.isAllowed)
    }

    @Test func theWindowBeforeIsWeighedAndRoundedUp() {
        let counts = Counts(previous: 9, current: 2)
        #expect(sliding.preview(counts, cost: 1, at: Moment(index: 1, elapsed: 222)) != nil)
        #expect(sliding.preview(counts, cost: 1, at: Moment(index: 1, elapsed: 223)) == nil)
        let decision = sliding.verdict(Counts(previous: 9, current: 3), cost: 1, at: Moment(index: 1, elapsed: 500))
        #expect(decision.decision.isAllowed && decision.decision.remaining == 2)
        #expect(decision.decision.resetAfter == .milliseconds(1500))
    }

    @Test func aLostRaceForTheLastPlacesIsRefundedInASlidingWindow() {
        let verdict = sliding.verdict(Counts(previous: 10, current: 6), cost: 1, at: Moment(index: 1, elapsed: 500))
        #expect(!verdict.decision.isAllowed && verdict.isRefunded)
    }

    @Test func countersBeyondTheLimitOrBelowZeroAreBounded() {
        let moment = Moment(index: 1, elapsed: 900)
        #expect(sliding.preview(Counts(previous: 5000, current: 0), cost: 9, at: moment) == nil)
        #expect(sliding.preview(Counts(previous: -50, current: -50), cost: 10, at: moment) == nil)
        let decision = fixed.verdict(Counts(previous: 0, current: -5), cost: 2, at: moment).decision
        #expect(decision.isAllowed && decision.remaining == 8)
    }

    @Test func theLargestNumbersDoNotOverflow() {
        let rule = RateRule(limit: 1_000_000_000_000, window: 366 * 86_400_000, slides: true)
        let moment = rule.moment(at: .max)
        let counts = Counts(previous: .max, current: .max)
        #expect(rule.preview(counts, cost: rule.limit, at: moment)?.isAllowed == false)
        #expect(!rule.verdict(counts, cost: rule.limit, at: moment).decision.isAllowed)
        #expect(rule.verdict(Counts(previous: .min, current: .min), cost: 1, at: moment).decision.isAllowed)
    }

    @Test func whatCostsMoreThanTheLimitNeverFits() {
        let decision = sliding.preview(Counts(previous: 0, current: 0), cost: 11, at: Moment(index: 0, elapsed: 0))
        #expect(decision?.isAllowed == false)
        #expect(decision?.retryAfter == nil && decision?.resetAfter == .zero)
    }

    /// Every state of a small limiter: what is denied fits after `retryAfter` and not a millisecond earlier, and all
    /// is free after `resetAfter`.
    @Test(arguments: [false, true])
    func theTimesThatAreToldAreExact(slides: Bool) throws {
        let rule = RateRule(limit: 4, window: 7, slides: slides)
        for previous in Int64(0)...(slides ? 4 : 0) {
            for current in Int64(0)...4 {
                for elapsed in Int64(0)..<7 {
                    for cost in Int64(1)...4 {
                        try check(rule, Counts(previous: previous, current: current), elapsed, cost)
                    }
                }
            }
        }
    }

    private func check(_ rule: RateRule, _ counts: Counts, _ elapsed: Int64, _ cost: Int64) throws {
        guard let denial = rule.preview(counts, cost: cost, at: Moment(index: 0, elapsed: elapsed)) else { return }
        #expect(!denial.isAllowed && denial.remaining < cost)
        let wait = Int64(try #require(denial.retryAfter) / .milliseconds(1))
        let reset = Int64(denial.resetAfter / .milliseconds(1))
        #expect(wait > 0 && wait <= reset)
        #expect(later(rule, counts, elapsed + wait, cost) == nil)
        #expect(later(rule, counts, elapsed + wait - 1, cost) != nil)
        #expect(later(rule, counts, elapsed + reset, rule.limit) == nil)
    }

    /// What is said at `time` milliseconds after the window began, if nobody spent anything meanwhile.
    private func later(_ rule: RateRule, _ counts: Counts, _ time: Int64, _ cost: Int64) -> RateLimitDecision? {
        let moment = rule.moment(at: time)
        let seen =
            switch moment.index {
            case 0: counts
            case 1: Counts(previous: rule.slides ? counts.current : 0, current: 0)
            default: Counts(previous: 0, current: 0)
            }
        return rule.preview(seen, cost: cost, at: moment)
    }

    /// The bound that ``RateLimiter/Algorithm`` states, against every schedule that spends whatever it is allowed at
    /// some of twelve instants of three windows.
    @Test(arguments: [Int64(1), 3, 10])
    func noSpanIsAllowedMoreThanItsBound(limit: Int64) {
        let rule = RateRule(limit: limit, window: 8, slides: true)
        for schedule in 0..<(1 << 12) {
            let allowed = play(rule, (0..<12).filter { schedule & (1 << $0) != 0 }.map { Int64($0 * 2 + 1) })
            for (first, start) in allowed.enumerated() {
                var spent: Int64 = 0
                for end in allowed[first...] where end.time - start.time <= rule.window {
                    spent += end.count
                    #expect(spent * rule.window <= limit * (rule.window + end.time - start.time))
                }
            }
        }
    }

    private func play(_ rule: RateRule, _ instants: [Int64]) -> [(time: Int64, count: Int64)] {
        var counters: [Int64: Int64] = [:]
        return instants.map { time in
            let moment = rule.moment(at: time)
            var count: Int64 = 0
            while true {
                let counts = Counts(
                    previous: counters[moment.index - 1, default: 0],
                    current: counters[moment.index, default: 0] + 1
                )
                guard rule.verdict(counts, cost: 1, at: moment).decision.isAllowed else { return (time, count) }
                counters[moment.index, default: 0] += 1
                count += 1
            }
        }
    }
}
