/// Whether a lock is held, was lost or was released: a pure state machine. Lost and released are for ever.
struct LockHold: Sendable {
    private enum Phase {
        case held
        case lost
        case released
    }

    private var reckoning: LeaseReckoning
    private var phase = Phase.held

    init(_ reckoning: LeaseReckoning) {
        self.reckoning = reckoning
    }

    /// Whether the lock was lost.
    var isLost: Bool { phase == .lost }

    /// Whether the holder may rely on the lock.
    func isHeld(at now: Int64) -> Bool { phase == .held && reckoning.isRunning(at: now) }

    /// How long the lease still runs; nil when the lock was lost or released.
    func remaining(at now: Int64) -> Int64? { phase == .held ? reckoning.endsAt - now : nil }

    /// What to do next; nil when the lock was lost or released.
    func step(at now: Int64) -> LeaseReckoning.Step? { phase == .held ? reckoning.step(at: now) : nil }

    /// Takes note of a renewal. One that is answered after the lease had ended changes nothing.
    mutating func renewed(requestedAt: Int64, at now: Int64) {
        if isHeld(at: now) { reckoning.renewed(requestedAt: requestedAt) }
    }

    /// Takes note of a renewal that failed without an answer.
    mutating func renewalFailed(at now: Int64) { reckoning.renewalFailed(at: now) }

    /// Gives the lock up for lost.
    ///
    /// - Returns: Whether it was held before.
    mutating func lose() -> Bool {
        guard phase == .held else { return false }
        phase = .lost
        return true
    }

    /// Ends the hold.
    ///
    /// - Returns: Whether it was held before; false for a second release and after a loss.
    mutating func release(at now: Int64) -> Bool {
        guard phase == .held else { return false }
        phase = reckoning.isRunning(at: now) ? .released : .lost
        return phase == .released
    }
}
