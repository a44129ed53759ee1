public import StrataCore

extension MemoryCache: ScannableCache {
    /// One page of the keys that match. See ``ScannableCache/keys(matching:after:limit:)``.
    ///
    /// Walks one stripe after another. When a stripe shrinks during a scan, the scan of that stripe begins again.
    public nonisolated func keys(
        matching pattern: GlobPattern,
        after cursor: ScanCursor?,
        limit: Int
    ) throws(CacheError) -> ScanPage {
        guard limit >= 1 else { throw CacheError(.invalidArgument, backend: "memory", message: "the limit is below 1") }
        let place =
            try cursor.map { cursor throws(CacheError) in
                try ScanPosition(cursor, identity: identity, stripes: stripes.count)
            } ?? ScanPosition()
        let batch = try stripes[place.stripe].withState { state, _ in state.keys(from: place, limit: limit) }
        let next = batch.next ?? place.nextStripe(of: stripes.count)
        let keys = batch.keys.filter(pattern.matches)
        return ScanPage(keys: keys, next: next.map { $0.cursor(identity: identity) })
    }

    /// Removes every key that matches, 256 looked at under a lock at a time, and voids the leases of all that match. O(entries).
    ///
    /// - Returns: How many were removed.
    @discardableResult
    public nonisolated func removeAll(matching pattern: GlobPattern) throws(CacheError) -> Int {
        // Leases first: a fill that is refused from now on cannot bring back what the scan has passed.
        for stripe in stripes { try stripe.withState { state, _ in state.voidLeases(matching: pattern) } }
        var removed = 0
        var position: ScanPosition? = ScanPosition()
        while let place = position {
            let batch = try stripes[place.stripe].withState { state, _ in state.keys(from: place, limit: 256) }
            for key in batch.keys where pattern.matches(key) {
                let wasThere = try withStripe(of: key) { stripe, probe throws(CacheError) in
                    try stripe.withState { state, garbage in state.remove(probe, key: key, &garbage) }
                }
                if wasThere { removed += 1 }
            }
            position = batch.next ?? place.nextStripe(of: stripes.count)
        }
        return removed
    }
}
