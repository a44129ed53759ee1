/// When a lease is to be renewed and when it has to be given up for lost: pure arithmetic in nanoseconds of one clock.
///
/// A lease counts from before the request was sent, and ends a hundredth early, so that the holder gives it up before
/// the cache does, also when the two clocks do not run at quite the same speed.
struct LeaseReckoning: Hashable, Sendable {
    /// What a holder has to do.
    enum Step: Hashable, Sendable {
        /// Nothing, for so many nanoseconds.
        case wait(Int64)
        /// Renew the lease.
        case renew
        /// Give it up.
        case lost
    }

    /// How long a lease is.
    let lease: Int64
    /// When it ends for its holder.
    private(set) var endsAt: Int64
    private var renewsAt: Int64
    private var failures = 0

    /// A lease that was asked for at `requestedAt`.
    init(lease: Int64, requestedAt: Int64) {
        self.lease = lease
        endsAt = requestedAt + lease - lease / 100
        renewsAt = requestedAt + lease / 3
    }

    /// Whether the lease still runs.
    func isRunning(at now: Int64) -> Bool { now < endsAt }

    /// What to do next. O(1).
    func step(at now: Int64) -> Step {
        guard isRunning(at: now) else { return .lost }
        return now >= renewsAt ? .renew : .wait(min(renewsAt, endsAt) - now)
    }

    /// Takes note of a renewal that was asked for at `requestedAt`.
    mutating func renewed(requestedAt: Int64) {
        self = LeaseReckoning(lease: lease, requestedAt: requestedAt)
    }

    /// Takes note of a renewal that failed without an answer. The next attempts come after a 24th of the lease, a 12th,
    /// a 6th: four at most before the lease ends.
    mutating func renewalFailed(at now: Int64) {
        renewsAt = now + max(lease / 24, 1) << min(failures, 3)
        failures += 1
    }
}
