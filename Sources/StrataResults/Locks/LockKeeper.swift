import StrataCore
import Synchronization

/// Renews a lease and notices its loss: the shell around ``LockHold``. Does not know who holds it, so that a holder
/// that goes away ends it.
final class LockKeeper: Sendable {
    private struct State {
        var hold: LockHold
        var lossHandlers: [@Sendable () -> Void] = []
    }

    private let claim: LockClaim
    private let clock: any SleepingClock
    private let state: Mutex<State>

    init(_ claim: LockClaim, _ reckoning: LeaseReckoning, _ clock: any SleepingClock) {
        self.claim = claim
        self.clock = clock
        state = Mutex(State(hold: LockHold(reckoning)))
    }

    var isHeld: Bool { state.withLock { $0.hold.isHeld(at: clock.nanoseconds()) } }

    /// Calls `handler` once when the lock is lost, at once when that has happened.
    func onLoss(_ handler: @escaping @Sendable () -> Void) {
        let isLost = state.withLock { state in
            if !state.hold.isLost { state.lossHandlers.append(handler) }
            return state.hold.isLost
        }
        if isLost { handler() }
    }

    /// Renews until the lock is lost or released, or the task cancelled.
    func renew() async {
        while !Task.isCancelled, let step = state.withLock({ $0.hold.step(at: clock.nanoseconds()) }) {
            switch step {
            case .wait(let nanoseconds):
                guard await sleep(nanoseconds) else { return }
            case .renew:
                await renewOnce()
            case .lost:
                lose()
            }
        }
    }

    /// Waits for the end of the lease, also while a renewal hangs.
    func watch() async {
        while let remaining = state.withLock({ $0.hold.remaining(at: clock.nanoseconds()) }) {
            guard remaining > 0 else { return lose() }
            guard await sleep(remaining) else { return }
        }
    }

    /// Ends the hold and removes the entry, also where the caller is cancelled.
    func release() async -> LockEnding {
        let wasHeld = state.withLock { state in
            state.lossHandlers = []
            return state.hold.release(at: clock.nanoseconds())
        }
        let withdrawal = await claim.withdraw()
        guard wasHeld else { return .lost }
        return switch withdrawal {
        case .removed: .released
        case .notOurs: .lost
        case .failed(let error): .unconfirmed(error)
        }
    }

    private func renewOnce() async {
        let requestedAt = clock.nanoseconds()
        do throws(CacheError) {
            guard try await claim.renew() else { return lose() }
            state.withLock { $0.hold.renewed(requestedAt: requestedAt, at: clock.nanoseconds()) }
        } catch {
            state.withLock { $0.hold.renewalFailed(at: clock.nanoseconds()) }
        }
    }

    private func lose() {
        let handlers = state.withLock { state in
            defer { state.lossHandlers = [] }
            return state.hold.lose() ? state.lossHandlers : []
        }
        for handler in handlers { handler() }
    }

    /// - Returns: False when the task was cancelled.
    private func sleep(_ nanoseconds: Int64) async -> Bool {
        do {
            try await clock.sleep(for: .nanoseconds(nanoseconds))
            return true
        } catch {
            return false
        }
    }
}
