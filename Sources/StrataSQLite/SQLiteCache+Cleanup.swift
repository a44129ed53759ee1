public import StrataCore
import StrataSupport
import Synchronization

extension SQLiteCache {
    /// Removes entries that have expired, of all namespaces in the file, and gives their space back to the file system.
    ///
    /// Expired entries are never returned by any operation; this only gives back what they take. Call it now and then where
    /// many entries expire unread. It looks at rows a few thousand at a time, goes on where the last call ended, and removes
    /// at most a thousand to a transaction, so that other operations get their turn.
    ///
    /// - Parameter limit: How many to remove at most, at least 1.
    /// - Returns: How many were removed; fewer than `limit` when none is left.
    /// - Throws: ``CacheError/Code/invalidArgument`` for a limit below 1.
    @discardableResult
    public nonisolated func cleanupExpired(limit: Int = 10_000) async throws(CacheError) -> Int {
        guard limit > 0 else {
            throw CacheError(.invalidArgument, backend: "sqlite", message: "the limit must be at least 1")
        }
        let start = sweepPosition.load(ordering: .relaxed)
        var removed = try await sweep(from: start, upTo: .max, limit: limit)
        if removed < limit, start > 0 { removed += try await sweep(from: 0, upTo: start, limit: limit - removed) }
        if removed > 0 { try await giveBackSpace() }
        return removed
    }

    /// Removes up to `limit` expired rows behind `first` and up to `last`.
    private nonisolated func sweep(from first: Int64, upTo last: Int64, limit: Int) async throws(CacheError) -> Int {
        var position = first
        var removed = 0
        while removed < limit, position < last {
            let from = position
            let slice = try await perform(.read) { store in
                try store.expired(after: from, visiting: Self.visited, at: store.now)
            }
            let expired = Array(slice.expired.prefix(min(Self.batch, limit - removed)))
            if !expired.isEmpty {
                let count = try await perform(.compoundWrite) { store in
                    try store.removeExpired(expired, at: store.now)
                }
                counters.countExpirations(count)
                removed += count
            }
            position = (expired.count < slice.expired.count ? expired.last : slice.last) ?? 0
            sweepPosition.store(position, ordering: .relaxed)
            if position == 0 { break }
        }
        return removed
    }

    /// Cuts free pages off the file, a few at a time.
    nonisolated func giveBackSpace() async throws(CacheError) {
        var left = try await perform(.read) { store in try store.size().pagesToGiveBack }
        guard left > 0 else { return }
        while left > 0 {
            let pages = min(left, Self.pagesAtATime)
            try await perform(.compoundWrite) { store in try store.giveBack(pages: pages) }
            left -= pages
        }
        await writeLogBack()
    }

    /// Brings the file to its new size, unless somebody is reading; then the next checkpoint does.
    private func writeLogBack() {
        try? store?.checkpoint(.asFarAsPossible)
    }

    /// How many rows one look of a sweep takes.
    private static let visited = 4096

    /// How many pages are cut off in one transaction.
    private static let pagesAtATime = 512
}
