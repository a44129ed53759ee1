/// A cache whose keys can be listed and removed by pattern.
public protocol ScannableCache: AsyncCache {
    /// One page of the keys that match.
    ///
    /// A scan sees every key that is there from its first page to its last. Keys that come or go meanwhile may be in it or
    /// not, and a key may come more than once.
    ///
    /// - Parameters:
    ///   - pattern: What the keys must match.
    ///   - cursor: Where the previous page ended; nil for the first one.
    ///   - limit: How many keys to look for, at least 1. A page may hold fewer, even none, and still have a successor.
    /// - Throws: ``CacheError/Code/invalidArgument`` for a limit below 1 or a cursor that is not of this cache.
    func keys(
        matching pattern: GlobPattern,
        after cursor: ScanCursor?,
        limit: Int
    ) async throws(CacheError) -> ScanPage

    /// Removes every key that matches, in bounded batches. What was there when the call began is gone when it returns.
    ///
    /// - Returns: How many were removed.
    @discardableResult
    func removeAll(matching pattern: GlobPattern) async throws(CacheError) -> Int
}

extension ScannableCache {
    /// All keys that match, collected page by page; each one once, in no order.
    ///
    /// Takes memory for every key. Use ``keys(matching:after:limit:)`` where there may be very many.
    public func keys(matching pattern: GlobPattern) async throws(CacheError) -> Set<CacheKey> {
        var all: Set<CacheKey> = []
        var cursor: ScanCursor?
        repeat {
            let page = try await keys(matching: pattern, after: cursor, limit: 1000)
            all.formUnion(page.keys)
            cursor = page.next
        } while cursor != nil
        return all
    }
}
