import StrataCore
import Testing

@testable import StrataResults

@Suite struct LockEndingTests {
    struct Own: Error {}

    static let held: [LockEnding] = [.released, .unconfirmed(CacheError(.unavailable))]

    private func code(_ ending: LockEnding, _ error: any Error, _ callerIsCancelled: Bool) -> CacheError.Code? {
        let outcome = ending.outcome(of: Result<Int, any Error>.failure(error), callerIsCancelled: callerIsCancelled)
        guard case .failure(let error) = outcome else { return nil }
        return (error as? CacheError)?.code
    }

    @Test(arguments: held, [false, true])
    func whatTheBodyDidUnderTheLockStands(ending: LockEnding, isCancelled: Bool) throws {
        #expect(try ending.outcome(of: .success(1), callerIsCancelled: isCancelled).get() == 1)
        let failure = ending.outcome(of: Result<Int, any Error>.failure(Own()), callerIsCancelled: isCancelled)
        #expect(throws: Own.self) { try failure.get() }
        let cancelled = Result<Int, any Error>.failure(CancellationError())
        #expect(throws: CancellationError.self) {
            try ending.outcome(of: cancelled, callerIsCancelled: isCancelled).get()
        }
    }

    @Test func aLossIsTold() {
        let success = Result<Int, any Error>.success(1)
        for isCancelled in [false, true] {
            let outcome = LockEnding.lost.outcome(of: success, callerIsCancelled: isCancelled)
            #expect { try outcome.get() } throws: { ($0 as? CacheError)?.code == .lockLost }
        }
        #expect(code(.lost, CancellationError(), false) == .lockLost)
        #expect(code(.lost, CacheError(.cancelled), false) == .lockLost)
    }

    @Test func theBodysOwnErrorAndTheCallersCancellationPass() {
        #expect(code(.lost, CacheError(.storageFull), false) == .storageFull)
        let failure = Result<Int, any Error>.failure(Own())
        for isCancelled in [false, true] {
            #expect(throws: Own.self) {
                try LockEnding.lost.outcome(of: failure, callerIsCancelled: isCancelled).get()
            }
        }
        let cancelled = Result<Int, any Error>.failure(CancellationError())
        #expect(throws: CancellationError.self) {
            try LockEnding.lost.outcome(of: cancelled, callerIsCancelled: true).get()
        }
    }
}
