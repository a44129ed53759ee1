public import StrataCore

extension MemoryCache: ManagedCache {
    /// Throws when the cache is closed, and does nothing else.
    public nonisolated func ping() throws(CacheError) {
        try checkOpen()
    }

    /// The counts of all stripes, read one after another. O(stripes). A read is what returns a value: `exists` is none.
    public nonisolated func statistics() throws(CacheError) -> CacheStatistics {
        var total = CacheStatistics()
        total.entries = 0
        total.weight = weigher == nil ? nil : 0
        for stripe in stripes {
            let part = try stripe.withState { state, _ in state.statistics }
            total.add(part)
        }
        return total
    }

    /// Lets go of every entry. Later calls of any operation throw ``CacheError/Code/closed``; closing again is fine. O(entries).
    public nonisolated func close() throws(CacheError) {
        stopHousekeeping()
        for stripe in stripes { stripe.close() }
    }

    /// Throws when the cache is closed.
    nonisolated func checkOpen() throws(CacheError) {
        try stripes[0].withState { _, _ in }
    }
}

extension CacheStatistics {
    /// Adds the counts of one stripe.
    fileprivate mutating func add(_ other: CacheStatistics) {
        hits += other.hits
        misses += other.misses
        writes += other.writes
        removals += other.removals
        evictions += other.evictions
        expirations += other.expirations
        entries = entries.map { $0 + (other.entries ?? 0) }
        weight = weight.map { $0 + (other.weight ?? 0) }
    }
}
