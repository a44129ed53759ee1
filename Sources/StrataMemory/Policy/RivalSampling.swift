/// Chooses which evictions become rivalries, so that one is remembered for about eight times as many evictions as there are
/// entries.
struct RivalSampling {
    private static let lifetime = 8.0

    private var progress = 0.0
    /// Every so many evictions one is sampled, at least one.
    private(set) var stride = 1.0

    /// Nothing sampled yet.
    init() {}

    /// Whether to sample this eviction.
    mutating func isDue(entries: Int, rivals: Int) -> Bool {
        stride = max(1, Self.lifetime * Double(entries) / Double(max(1, rivals)))
        progress += 1
        guard progress >= stride else { return false }
        progress -= stride
        return true
    }
}
