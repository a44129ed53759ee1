import Testing

@testable import StrataResults

@Suite struct LeaseReckoningTests {
    let reckoning = LeaseReckoning(lease: 3000, requestedAt: 100)

    @Test func renewsAtAThirdAndIsLostAHundredthBeforeItsEnd() {
        #expect(reckoning.step(at: 100) == .wait(1000))
        #expect(reckoning.step(at: 1099) == .wait(1))
        #expect(reckoning.step(at: 1100) == .renew)
        #expect(reckoning.step(at: 3069) == .renew)
        #expect(reckoning.isRunning(at: 3069))
        #expect(reckoning.step(at: 3070) == .lost)
        #expect(!reckoning.isRunning(at: 3070))
    }

    @Test func aRenewalCountsFromWhenItWasAskedFor() {
        var reckoning = reckoning
        reckoning.renewed(requestedAt: 1100)
        #expect(reckoning == LeaseReckoning(lease: 3000, requestedAt: 1100))
        #expect(reckoning.step(at: 1500) == .wait(600))
        #expect(reckoning.endsAt == 4070)
    }

    @Test func failedRenewalsAreTriedAgainAfterGrowingPauses() {
        var reckoning = reckoning
        var now: Int64 = 1100
        for pause: Int64 in [125, 250, 500, 1000] {
            #expect(reckoning.step(at: now) == .renew)
            reckoning.renewalFailed(at: now)
            #expect(reckoning.step(at: now) == .wait(min(pause, 3070 - now)))
            now += pause
        }
        #expect(now == 2975)
        reckoning.renewalFailed(at: now)
        #expect(reckoning.step(at: now) == .wait(95))
    }

    @Test func aSuccessForgetsEarlierFailures() {
        var reckoning = reckoning
        reckoning.renewalFailed(at: 1100)
        reckoning.renewed(requestedAt: 1225)
        reckoning.renewalFailed(at: 2225)
        #expect(reckoning.step(at: 2225) == .wait(125))
    }

    @Test(arguments: [Int64(1), 2, 3, 23, 100])
    func tinyLeasesComeToAnEnd(lease: Int64) {
        var reckoning = LeaseReckoning(lease: lease, requestedAt: 0)
        for now in 0..<lease * 2 where reckoning.step(at: now) == .renew { reckoning.renewalFailed(at: now) }
        #expect(reckoning.step(at: lease) == .lost)
    }
}
