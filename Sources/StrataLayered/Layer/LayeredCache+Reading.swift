import StrataCore

extension LayeredCache {
    func isFresh<Value>(_ entry: LeasedEntry<Value>) -> Bool {
        Freshness(timeToLive: entry.timeToLive, grace: entry.metadata.grace).isFresh
    }

    /// How long ago an entry was loaded, in milliseconds; nil when not known.
    func age<Value>(of entry: LeasedEntry<Value>) -> Int64? {
        entry.metadata.loadedAt.map { max(0, configuration.clock.milliseconds() - $0) }
    }

    /// The fresh entries of the second level that no tag voids.
    func fetch<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: LeasedEntry<Value>] {
        let found = try await second.entries(keys, as: type).filter { isFresh($0.value) }
        guard !tags.comparesNatively else { return found }
        let names = found.values.reduce(into: Set<CacheTag>()) { $0.formUnion($1.metadata.tagVersions.keys) }
        let present = try await presentVersions(of: names)
        return found.filter { isCurrent($0.value.metadata, present) }
    }

    /// The entry unless one of its tags voids it.
    func valid<Value>(_ entry: LeasedEntry<Value>?) async throws(CacheError) -> LeasedEntry<Value>? {
        guard let entry, !tags.comparesNatively else { return entry }
        let present = try await presentVersions(of: Set(entry.metadata.tagVersions.keys))
        return isCurrent(entry.metadata, present) ? entry : nil
    }

    /// The versions that an entry must have to be valid: without a trip where the channel keeps this node informed.
    private func presentVersions(of tags: Set<CacheTag>) async throws(CacheError) -> [CacheTag: UInt64] {
        if tags.isEmpty { return [:] }
        return if let present = first.presentVersions(of: tags) { present } else { try await freshVersions(of: tags) }
    }

    /// The versions that a load is stored under: any from before it began.
    func versionsBeforeLoad(of tags: Set<CacheTag>) async throws(CacheError) -> [CacheTag: UInt64] {
        let wanted = storedTags(tags).union([ReservedTags.any])
        return if let known = first.known.versions(of: wanted) { known } else { try await freshVersions(of: wanted) }
    }

    /// The versions as the second level has them now.
    func freshVersions(of tags: Set<CacheTag>) async throws(CacheError) -> [CacheTag: UInt64] {
        let epoch = first.currentEpoch
        let versions = try await self.tags.versions(of: tags)
        first.remember(versions, from: epoch)
        return versions
    }

    private func isCurrent(_ metadata: EntryMetadata, _ present: [CacheTag: UInt64]) -> Bool {
        metadata.tagVersions.allSatisfy { present[$0] == $1 }
    }

    /// Voids the loads of `key` that are under way in this process, with callers or in the background.
    func forgetLoads(of key: CacheKey) async {
        await flights.forget(key)
        await renewals.forget(key)
    }

    func report(
        _ kind: CacheEvent.Kind,
        _ key: CacheKey?,
        count: Int = 1,
        duration: Duration? = nil,
        error: CacheError? = nil
    ) {
        guard let observer = configuration.observer else { return }
        observer.record(
            CacheEvent(kind, source: configuration.name, key: key, count: count, duration: duration, error: error)
        )
    }
}
