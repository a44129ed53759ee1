public import StrataCore
import StrataSupport

extension RedisCache: ScannableCache {
    /// One page of the keys that match. See ``ScannableCache/keys(matching:after:limit:)``.
    ///
    /// Takes two trips: the server walks through all keys of its database, whatever their prefix, and is asked which of those
    /// that match are leases only.
    public nonisolated func keys(
        matching pattern: GlobPattern,
        after cursor: ScanCursor?,
        limit: Int
    ) async throws(CacheError) -> ScanPage {
        guard limit > 0 else {
            throw CacheError(.invalidArgument, backend: "redis", message: "the limit must be at least 1")
        }
        var position = try ScanPosition(cursor)
        // A page of nothing is of no use to anybody; still the server's other keys must not keep a caller for ever.
        for _ in 0..<Self.scanSteps where position.leftover.isEmpty && position.server != nil {
            position = try await advance(position, pattern)
        }
        let page = Array(position.leftover.prefix(limit))
        position.leftover.removeFirst(page.count)
        return ScanPage(keys: try await withoutLeases(page), next: position.cursor)
    }

    /// Removes every key that matches, some thousand at a time. See ``ScannableCache/removeAll(matching:)``.
    @discardableResult
    public nonisolated func removeAll(matching pattern: GlobPattern) async throws(CacheError) -> Int {
        var removed = 0
        var position = try ScanPosition(nil)
        while position.server != nil {
            position = try await advance(position, pattern)
            let entries = try await withoutLeases(position.leftover).count
            removed += min(entries, try await unlink(position.leftover))
        }
        counters.countRemovals(removed)
        return removed
    }

    /// Removes every entry of this cache's prefix and nothing else. Fencing counters stay.
    public nonisolated func clear() async throws(CacheError) {
        var position = try ScanPosition(nil)
        while position.server != nil {
            position = try await advance(position, "*")
            counters.countRemovals(try await unlink(position.leftover))
        }
    }
}

extension RedisCache {
    /// How many keys the server looks at in one step; it serves others between two.
    private static let scanStep = 1000
    /// How many steps a page takes at most.
    private static let scanSteps = 100

    /// Lets the server take one step.
    private nonisolated func advance(
        _ position: ScanPosition,
        _ pattern: GlobPattern
    ) async throws(CacheError) -> ScanPosition {
        let reply = try await read(on: router.connections[0]) { request in
            request.begin(6)
            request.append("SCAN")
            request.append([], position.server ?? "0")
            request.append("MATCH")
            request.append(space.scanPattern(for: pattern))
            request.append("COUNT")
            request.append(Int64(Self.scanStep))
        }
        let parts = try reply.elements()
        guard parts.count == 2, let next = try parts[0].bytes() else { throw Self.unexpected }
        var keys: Set<CacheKey> = []
        for part in try parts[1].elements() {
            if let stored = try part.bytes(), let key = space.key(of: stored), pattern.matches(key) { keys.insert(key) }
        }
        return ScanPosition(reply: next, keys: Array(keys))
    }

    /// Those of `keys` under which there is more than a lease.
    private nonisolated func withoutLeases(_ keys: [CacheKey]) async throws(CacheError) -> [CacheKey] {
        guard !keys.isEmpty else { return [] }
        let reply = try await read(on: router.connections[0], replies: keys.count) { request in
            for key in keys {
                request.begin(4)
                request.append("GETRANGE")
                request.append(space.prefix, key.rawValue)
                request.append("0")
                request.append(Int64(StoredForm.headCount - 1))
            }
        }
        var entries: [CacheKey] = []
        for (key, reply) in zip(keys, try reply.elements()) {
            // What is no string was not stored by a cache; it is listed all the same.
            if case .bytes(let head) = reply, StoredForm.isLeaseAlone(head: head) { continue }
            entries.append(key)
        }
        return entries
    }

    private nonisolated func unlink(_ keys: [CacheKey]) async throws(CacheError) -> Int {
        guard !keys.isEmpty else { return 0 }
        let reply = try await write(on: router.connections[0]) { request in
            request.begin(1 + keys.count)
            request.append("UNLINK")
            for key in keys { request.append(space.prefix, key.rawValue) }
        }
        return Int(try reply.integer())
    }
}
