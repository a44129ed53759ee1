internal import StrataCore

/// The entries of one stripe and all that is known about them. Only touched under the stripe's lock.
struct StripeState: ~Copyable {
    var table: SlotTable
    var policy: EvictionPolicy
    var wheel: ExpiryWheel
    var sides = SlotArray<SlotSide>(free: .free)
    var weight = 0
    var leases: [CacheKey: LeaseRecord] = [:]
    /// At how many leases the ended ones are looked for.
    var leaseSweepThreshold = 64
    var counts = CacheStatistics()
    /// Grows whenever slots get new numbers.
    var epoch: UInt32 = 0
    var isClosed = false

    let limits: StripeLimits
    let hasher: KeyHasher
    let time: TimeSource
    let tags: TagTable

    /// An empty stripe.
    init(limits: StripeLimits, hasher: KeyHasher, time: TimeSource, tags: TagTable) {
        self.hasher = hasher
        self.limits = limits
        self.time = time
        self.tags = tags
        policy = EvictionPolicy(limit: limits.entries)
        table = SlotTable(limit: limits.entries, hasher: hasher)
        wheel = ExpiryWheel(now: time.nanoseconds() / 1_000_000)
    }

    /// The counts, with what is held now.
    var statistics: CacheStatistics {
        var statistics = counts
        statistics.entries = table.count
        statistics.weight = limits.weight == nil ? nil : weight
        return statistics
    }
}
