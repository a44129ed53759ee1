/// Decides which of some sampled rows go to make room.
struct EvictionPlan: Equatable, Sendable {
    /// A row that may go.
    struct Candidate: Equatable, Sendable {
        let id: Int64
        /// When it was written or read last, as far as is known, in milliseconds.
        var accessedAt: Int64
        /// When it expires; nil for never.
        let expiresAt: Int64?
        /// Until when it is leased; nil where it is not.
        let leaseUntil: Int64?
        /// About how many bytes it takes.
        let weight: Int
    }

    /// How many rows one sample should have.
    static let sampleSize = 128

    /// What part of a sample goes at most, unless it has expired: one in so many.
    static let fraction = 8

    /// The rows that go.
    private(set) var victims: [Candidate] = []

    /// What the victims weigh.
    var weight: Int { victims.reduce(0) { $0 + $1.weight } }

    /// Picks expired rows first, then those that were used least recently, until `needed` bytes are free. Rows whose lease
    /// lasts are spared.
    init(_ sample: [Candidate], needed: Int, at now: Int64) {
        let free = sample.filter { ($0.leaseUntil ?? .min) <= now }
        var missing = needed
        for candidate in free where candidate.hasExpired(at: now) {
            victims.append(candidate)
            missing -= candidate.weight
        }
        let rest = free.filter { !$0.hasExpired(at: now) }.sorted { $0.accessedAt < $1.accessedAt }
        for candidate in rest.prefix(max(1, sample.count / Self.fraction)) where missing > 0 {
            victims.append(candidate)
            missing -= candidate.weight
        }
    }
}

extension EvictionPlan.Candidate {
    fileprivate func hasExpired(at now: Int64) -> Bool {
        guard let expiresAt else { return false }
        return expiresAt <= now
    }
}
