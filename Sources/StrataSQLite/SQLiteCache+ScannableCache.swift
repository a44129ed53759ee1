public import StrataCore
import StrataSupport

extension SQLiteCache: ScannableCache {
    /// One page of the keys that match, in the order of the index. See ``ScannableCache/keys(matching:after:limit:)``.
    ///
    /// Reads only keys that share the literal beginning of the pattern, and those longer than 255 bytes.
    public nonisolated func keys(
        matching pattern: GlobPattern,
        after cursor: ScanCursor?,
        limit: Int
    ) async throws(CacheError) -> ScanPage {
        guard limit > 0 else {
            throw CacheError(.invalidArgument, backend: "sqlite", message: "the limit must be at least 1")
        }
        let range = KeyRange(matching: pattern)
        let position = try range.position(after: cursor)
        let count = min(limit, Self.batch)
        let page = try await perform(.read) { store in
            try store.page(from: position, limit: count, at: store.now)
        }
        return ScanPage(
            keys: page.filter(\.isLive).map(\.key).filter(pattern.matches),
            next: range.next(after: page.last?.indexed, isFull: page.count == count, position: position)
        )
    }

    /// Removes every key that matches, a thousand at a time. See ``ScannableCache/removeAll(matching:)``.
    @discardableResult
    public nonisolated func removeAll(matching pattern: GlobPattern) async throws(CacheError) -> Int {
        let range = KeyRange(matching: pattern)
        var removed = 0
        var cursor: ScanCursor?
        repeat {
            let position = try range.position(after: cursor)
            let (count, next) = try await perform(.compoundWrite) { store in
                let page = try store.page(from: position, limit: Self.batch, at: store.now)
                let count = try store.remove(page, matching: pattern)
                let isFull = page.count == Self.batch
                return (count, range.next(after: page.last?.indexed, isFull: isFull, position: position))
            }
            removed += count
            cursor = next
        } while cursor != nil
        counters.countRemovals(removed)
        if removed > 0 { try await giveBackSpace() }
        return removed
    }
}
