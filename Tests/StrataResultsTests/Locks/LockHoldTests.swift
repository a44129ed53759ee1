import Testing

@testable import StrataResults

@Suite struct LockHoldTests {
    private func hold() -> LockHold { LockHold(LeaseReckoning(lease: 300, requestedAt: 0)) }

    @Test func isHeldWhileTheLeaseRuns() {
        let hold = hold()
        #expect(hold.isHeld(at: 296) && !hold.isHeld(at: 297))
        #expect(hold.remaining(at: 100) == 197)
        #expect(hold.step(at: 0) == .wait(100))
    }

    @Test func aLossIsForEver() {
        var hold = hold()
        #expect([hold.lose(), hold.lose()] == [true, false])
        hold.renewed(requestedAt: 10, at: 10)
        #expect(hold.isLost && !hold.isHeld(at: 10))
        #expect(hold.step(at: 10) == nil && hold.remaining(at: 10) == nil)
        #expect([hold.release(at: 10)] == [false])
        #expect(hold.isLost)
    }

    @Test func aReleaseIsForEver() {
        var hold = hold()
        #expect([hold.release(at: 10), hold.release(at: 10), hold.lose()] == [true, false, false])
        #expect(!hold.isLost && !hold.isHeld(at: 10))
        #expect(hold.step(at: 10) == nil && hold.remaining(at: 10) == nil)
    }

    @Test func aReleaseAfterTheEndOfTheLeaseIsALoss() {
        var hold = hold()
        #expect([hold.release(at: 297)] == [false])
        #expect(hold.isLost)
    }

    @Test func aRenewalThatIsAnsweredTooLateChangesNothing() {
        var hold = hold()
        hold.renewed(requestedAt: 100, at: 297)
        #expect(hold.step(at: 297) == .lost)
        hold.renewed(requestedAt: 100, at: 296)
        #expect(hold.step(at: 297) == .renew)
    }
}
