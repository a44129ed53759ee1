import StrataCore

extension LoadWork {
    /// What is to be stored, in both levels.
    struct Draft: Sendable {
        let work: LoadWork
        /// The lease to fill; nil when the value goes to memory only.
        let token: LeaseToken?
        let value: Value
        let metadata: EntryMetadata
        let expires: Expiration
    }

    /// Stores what a load brought unless it was voided meanwhile or is not to be stored; then gives all rights back.
    func store(_ value: Value, _ decision: LoadDecision, cost: Duration, versions: [CacheTag: UInt64]?) async {
        guard let draft = await draft(value, decision, cost: cost, versions: versions) else { return await giveUp() }
        await Self.store([draft], in: run.cache)
    }

    /// Makes ready what is to be stored; nil when nothing is.
    ///
    /// - Parameters:
    ///   - value: What the load brought.
    ///   - decision: What the load decided about it.
    ///   - cost: How long it took.
    ///   - versions: The versions of the tags from before the load; nil when they could not be had, then the second level
    ///     takes nothing.
    func draft(
        _ value: Value,
        _ decision: LoadDecision,
        cost: Duration,
        versions: [CacheTag: UInt64]?
    ) async -> Draft? {
        guard decision.isStored, !isNil(value), (try? ReservedTags.refuse(decision.tags)) != nil,
            let lifetime = try? Lifetime(
                freshFor: jittered(decision.expires),
                staleFor: run.options.failSafe?.maximumStaleness
            )
        else { return nil }
        var metadata = EntryMetadata(
            grace: lifetime.grace,
            loadedAt: run.cache.configuration.clock.milliseconds(),
            loadCost: cost.wholeMilliseconds,
            validator: decision.validator
        )
        // Where the second level leases, the lease decides. Otherwise the flight does, and after a soft time-out there is none.
        let token = run.cache.second.leases || run.mayStore() ? token : nil
        if token == nil {
            // The copy in memory is all there will be; this process's own invalidations void it.
            metadata.tagVersions = Dictionary(uniqueKeysWithValues: decision.tags.map { ($0, 0) })
        } else {
            guard let versions, let current = await tagVersions(of: decision, since: versions) else { return nil }
            metadata.tagVersions = current
        }
        return Draft(work: self, token: token, value: value, metadata: metadata, expires: lifetime.expires)
    }

    /// Stores drafts: in one trip to the second level, then in memory.
    static func store(_ drafts: [Draft], in cache: LayeredCache) async {
        let fills = drafts.compactMap { draft in
            draft.token.map {
                LeaseFill(
                    draft.work.run.key,
                    with: draft.value,
                    metadata: draft.metadata,
                    expires: draft.expires,
                    token: $0
                )
            }
        }
        let stored = fills.isEmpty ? [] : await fill(fills, in: cache)
        for draft in drafts {
            let (key, promotion) = (draft.work.run.key, draft.work.promotion)
            if draft.token == nil || stored.contains(key) {
                let timeToLive: TimeToLive = draft.expires.duration.map { .remaining($0) } ?? .immortal
                let copy = LeasedEntry(value: draft.value, metadata: draft.metadata, timeToLive: timeToLive)
                cache.first.promote(key, copy, under: promotion)
            } else {
                // The lease was voided, or a version that this node knew is not the present one.
                cache.first.known.forget(draft.metadata.tagVersions.keys)
                cache.first.end(promotion, of: key)
            }
        }
    }

    private static func fill(_ fills: [LeaseFill<Value>], in cache: LayeredCache) async -> Set<CacheKey> {
        do throws(CacheError) {
            let stored = try await cache.second.fill(fills)
            if !stored.isEmpty { cache.report(.write, fills.count == 1 ? fills[0].key : nil, count: stored.count) }
            return stored
        } catch {
            cache.report(.failure, fills.count == 1 ? fills[0].key : nil, error: error)
            return []
        }
    }

    /// Gives all rights back.
    func giveUp() async {
        run.cache.first.end(promotion, of: run.key)
        guard let token else { return }
        do throws(CacheError) {
            try await run.cache.second.release([run.key: token])
        } catch {
            run.cache.report(.failure, run.key, error: error)
        }
    }

    /// The stale value in place of a fresh one, kept in memory until the load is tried again; nil where it may not be served.
    func standIn(isRenewed: Bool = false) -> CacheAnswer<Value>? {
        guard let failSafe = run.options.failSafe, let stale else { return nil }
        if !isRenewed {
            // The copy stays stale: only who asks for staleness may have it.
            let promotion = run.cache.first.begin(run.key, for: run.options.lease)
            run.cache.first.promote(run.key, stale, under: promotion)
            run.cache.failures.note(run.key, at: run.cache.configuration.clock.milliseconds(), for: failSafe.throttle)
        }
        run.cache.report(.stale, run.key)
        return run.cache.answer(stale, from: .secondLevel, isStale: true, reason: reason)
    }

    /// The versions to store: those from before the load; for tags that the load named only later the present ones, provided that no
    /// tag at all was invalidated since. nil when that is not so.
    private func tagVersions(
        of decision: LoadDecision,
        since versions: [CacheTag: UInt64]
    ) async -> [CacheTag: UInt64]? {
        var current = versions
        current[ReservedTags.any] = nil
        let late = decision.tags.subtracting(versions.keys)
        guard !late.isEmpty else { return current }
        guard let present = try? await run.cache.freshVersions(of: late.union([ReservedTags.any])),
            present[ReservedTags.any] == versions[ReservedTags.any]
        else { return nil }
        for tag in late { current[tag] = present[tag] }
        return current
    }

    private func jittered(_ expires: Expiration) -> Expiration {
        let most = run.options.jitter.wholeMilliseconds
        guard most > 0, let duration = expires.duration else { return expires }
        return .after(duration + .milliseconds(Int64.random(in: 0...most)))
    }

    private func isNil(_ value: Value) -> Bool {
        do throws(CacheError) {
            try refuseNil(value)
            return false
        } catch {
            return true
        }
    }
}
