import StrataCore
import Synchronization

extension ReferenceCache: ExpiringCache {
    func timeToLive(_ key: CacheKey) async throws(CacheError) -> TimeToLive {
        try check(key)
        return try await perform { space, now in
            space.entry(key, now).map { Self.timeToLive(of: $0, now, space.defect) } ?? .absent
        }
    }

    func getWithTimeToLive<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> TimedValue<Value>? {
        guard let entry = try await read(key, { $0 }) else { return nil }
        let left = Self.timeToLive(of: entry, storage.clock.milliseconds(), defect)
        return try await decode(type, entry, key).map { TimedValue(value: $0, timeToLive: left) }
    }

    func expire(_ key: CacheKey, after expiration: Expiration) async throws(CacheError) -> Bool {
        try check(key)
        _ = try expiration.milliseconds()
        return try await perform { space, now throws(CacheError) in
            let isThere =
                space.defect == .expireRevivesExpiredEntries
                ? space.entries[key] != nil : space.entry(key, now) != nil
            guard isThere else { return false }
            let deadline = try space.deadline(expiration, now)
            space.entries[key]?.deadline = deadline
            return true
        }
    }

    static func timeToLive(of entry: ReferenceEntry, _ now: Int64, _ defect: Defect?) -> TimeToLive {
        guard let deadline = entry.deadline else { return .immortal }
        if defect == .timeToLiveIsRoundedToSeconds { return .remaining(.seconds((deadline - now + 999) / 1000)) }
        return .remaining(.milliseconds(deadline - now))
    }
}

extension ReferenceCache: ScannableCache {
    func keys(
        matching pattern: GlobPattern,
        after cursor: ScanCursor?,
        limit: Int
    ) async throws(CacheError) -> ScanPage {
        guard limit > 0 else { throw CacheError(.invalidArgument) }
        let all = try await matching(pattern)
        let last = cursor.map { CacheKey(String(decoding: $0.bytes, as: UTF8.self)) }
        let left = all.sorted().filter { key in last.map { $0 < key } ?? true }
        let page = Array(left.prefix(limit))
        guard page.count < left.count, let end = page.last else { return ScanPage(keys: page, next: nil) }
        let next = defect == .scanNeverEnds ? cursor ?? ScanCursor([]) : ScanCursor(Array(end.rawValue.utf8))
        return ScanPage(keys: defect == .scanSkipsAtPageEnds ? page.dropLast() : page, next: next)
    }

    func removeAll(matching pattern: GlobPattern) async throws(CacheError) -> Int {
        let keys = try await matching(pattern)
        try await perform { space, _ throws(CacheError) in
            for key in keys { try space.remove(key) }
            space.leases = space.leases.filter { !pattern.matches($0.key) }
        }
        return defect == .removeAllMiscounts ? keys.count + 1 : keys.count
    }

    private func matching(_ pattern: GlobPattern) async throws(CacheError) -> [CacheKey] {
        try await perform { space, now in
            var keys = space.entries.filter { space.defect == .scanListsExpiredKeys || space.isAlive($0.value, now) }
                .map(\.key)
            if space.defect == .leasesAreListed { keys += space.leases.keys }
            return keys.filter { key in
                pattern.matches(key) && !(space.defect == .aStarStopsAtColons && key.rawValue.contains(":"))
            }
        }
    }
}

extension ReferenceCache: TaggingCache {
    func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration,
        tags: Set<CacheTag>
    ) async throws(CacheError) {
        for tag in tags { try tag.validate() }
        try await store([CacheEntry(key, value, expires: expires)]) { space in
            let late: UInt64 = space.defect == .invalidationVoidsLaterEntries && space.lastVersion > 1 ? 1 : 0
            let versions = tags.map { ($0, space.version(of: $0) - late) }
            return EntryMetadata(tagVersions: Dictionary(uniqueKeysWithValues: versions))
        }
    }

    func invalidate(tag: CacheTag) async throws(CacheError) {
        try tag.validate()
        try await perform { space, _ in space.invalidate(tag) }
        if defect == .namespacesShareTags { storage.forEach(beginningWith: "") { $0.invalidate(tag) } }
    }

    func tagVersions(of tags: Set<CacheTag>) async throws(CacheError) -> [CacheTag: UInt64] {
        for tag in tags { try tag.validate() }
        return try await perform { space, _ in
            Dictionary(uniqueKeysWithValues: tags.map { ($0, space.version(of: $0)) })
        }
    }
}

extension ReferenceCache: ManagedCache {
    func ping() async throws(CacheError) {
        try await perform { _, _ in }
    }

    func statistics() async throws(CacheError) -> CacheStatistics {
        try await perform { space, now in
            var statistics = space.statistics
            statistics.entries = space.entries.values.filter { space.isAlive($0, now) }.count
            return statistics
        }
    }

    func close() async throws(CacheError) {
        let wasClosed = isClosed.exchange(true, ordering: .acquiringAndReleasing)
        if wasClosed, defect == .closingTwiceFails { throw CacheError(.closed) }
    }
}
