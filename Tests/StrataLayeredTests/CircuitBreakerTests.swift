import StrataCore
import Testing

@testable import StrataLayered

@Suite struct CircuitBreakerTests {
    @Test func itOpensAfterFailuresInARow() {
        var breaker = CircuitBreaker(threshold: 2, pause: 10)
        let first = breaker.fail(at: 0)
        breaker.succeed()
        let second = breaker.fail(at: 1)
        let opens = breaker.fail(at: 2)
        #expect(!first && !second && opens)
        #expect(breaker.state == .open(until: 12))
    }

    @Test func oneCallerProbesAndTheOthersGoOnWithout() {
        var breaker = CircuitBreaker(threshold: 1, pause: 10)
        _ = breaker.fail(at: 0)
        let permissions = [breaker.request(at: 9), breaker.request(at: 10), breaker.request(at: 10)]
        #expect(permissions == [.refused, .probe, .refused])
        breaker.succeed()
        let after = breaker.request(at: 10)
        #expect(after == .granted && breaker.isClosed)
    }

    @Test func aProbeThatFailsOpensItAgain() {
        var breaker = CircuitBreaker(threshold: 1, pause: 10)
        _ = breaker.fail(at: 0)
        _ = breaker.request(at: 10)
        let opened = breaker.fail(at: 11)
        let permissions = [breaker.request(at: 20), breaker.request(at: 21)]
        #expect(!opened && permissions == [.refused, .probe])
    }

    @Test func theAnswerToAnOldCallDoesNotCloseIt() {
        var breaker = CircuitBreaker(threshold: 1, pause: 10)
        _ = breaker.fail(at: 0)
        breaker.succeed()
        #expect(breaker.state == .open(until: 10))
    }

    @Test func theRecoveryQueueIsBounded() {
        var queue = RecoveryQueue(limit: 2)
        queue.add(["a", "b", "a"])
        let keys = queue.take()
        let nothing = queue.take()
        queue.add(["a", "b", "c"])
        queue.add(["d"])
        let everything = queue.take()
        #expect(nothing == nil && everything == .everything)
        guard case .keys(let keys) = keys else {
            Issue.record("two keys should be two keys")
            return
        }
        #expect(Set(keys) == ["a", "b"])
    }

    @Test func everyLevelThatIsPassedOverRemembersTheChange() {
        var chain = FallbackChain(levels: 3, threshold: 1, pause: 10, recoveryLimit: 10)
        _ = chain.fail(0, at: 0)
        _ = chain.fail(1, at: 0)
        let step = chain.next(from: 0, .keys(["a"]), at: 1)
        #expect(step == .ask(2) && chain.areUp == [false, false, true])
        let probe = chain.next(from: 0, .nothing, at: 10)
        #expect(probe == .recover(0))
        let work = [chain.recoveryWork(0), chain.recoveryWork(0), chain.recoveryWork(1)]
        #expect(work == [.keys(["a"]), nil, .keys(["a"])])
        #expect(chain.areUp == [true, false, true])
    }

    @Test func theAnswerToAnOldCallDoesNotEndARecovery() {
        var chain = FallbackChain(levels: 2, threshold: 1, pause: 10, recoveryLimit: 10)
        _ = chain.fail(0, .keys(["a"]), at: 0)
        let step = chain.next(from: 0, .everything, at: 10)
        chain.succeed(0)
        #expect(step == .recover(0) && chain.areUp == [false, true])
        let work = [chain.recoveryWork(0), chain.recoveryWork(0)]
        #expect(work == [.everything, nil])
        #expect(chain.areUp == [true, true])
    }
}
