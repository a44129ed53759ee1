public import StrataCore
import StrataSupport

extension PostgresCache: ScannableCache {
    /// One page of the keys that match, in the order of their hashes. See ``ScannableCache/keys(matching:after:limit:)``.
    ///
    /// A scan walks the whole table, whatever the pattern; the server leaves out keys that do not begin as it does.
    ///
    /// - Throws: Also ``CacheError/Code/unsupported`` where plain keys are not stored.
    public nonisolated func keys(
        matching pattern: GlobPattern,
        after cursor: ScanCursor?,
        limit: Int
    ) async throws(CacheError) -> ScanPage {
        let page = try await page(matching: pattern, after: cursor, limit: limit)
        return ScanPage(keys: page.rows.filter(\.isLive).map(\.key), next: page.next)
    }

    /// Removes every key that matches, a thousand at a time. See ``ScannableCache/removeAll(matching:)``.
    @discardableResult
    public nonisolated func removeAll(matching pattern: GlobPattern) async throws(CacheError) -> Int {
        var removed = 0
        var cursor: ScanCursor?
        repeat {
            let page = try await page(matching: pattern, after: cursor, limit: Self.batch)
            if !page.rows.isEmpty {
                let statement = Statement(.removePage, [.byteas(page.rows.map(\.digest))])
                removed += try await run(statement).first?.rows.count { $0.boolean(0) } ?? 0
            }
            cursor = page.next
        } while cursor != nil
        counters.countRemovals(removed)
        return removed
    }

    /// The rows of a page that match, leases included.
    private nonisolated func page(
        matching pattern: GlobPattern,
        after cursor: ScanCursor?,
        limit: Int
    ) async throws(CacheError) -> (rows: [ScannedRow], next: ScanCursor?) {
        guard limit > 0, cursor.map({ $0.bytes.count == KeyDigest.count }) ?? true else {
            let message = "the limit must be at least 1, and the cursor of this cache"
            throw CacheError(.invalidArgument, backend: "postgres", message: message)
        }
        guard configuration.storesPlainKeys else {
            throw CacheError(.unsupported, backend: "postgres", message: "keys are stored as hashes alone")
        }
        let count = min(limit, Self.batch)
        let prefix = PlainText.escape(PlainText.wholeCharacters(of: pattern.literalPrefix))
        let statement = Statement(.page, [.bytes(cursor?.bytes ?? []), .integer(Int64(count)), .bytes(prefix)])
        let rows = try await run(statement).first?.rows ?? []
        let last = rows.last?.bytes(0)
        return (
            rows.compactMap(ScannedRow.init).filter { pattern.matches($0.key) },
            rows.count == count ? last.map(ScanCursor.init) : nil
        )
    }
}

/// A row that a scan came by.
private struct ScannedRow {
    let digest: [UInt8]
    let key: CacheKey
    let isLive: Bool

    /// nil where the key is not known, or does not begin as the pattern does.
    init?(_ row: ResultRow) {
        guard let digest = row.bytes(0), let plain = row.bytes(1), let text = PlainText.unescape(plain) else {
            return nil
        }
        self.digest = digest
        key = CacheKey(text)
        isLive = row.boolean(2)
    }
}
