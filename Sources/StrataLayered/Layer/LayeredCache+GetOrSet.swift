public import StrataCore

extension LayeredCache {
    /// The value of `key`, or what `load` brings when there is no fresh one.
    ///
    /// In one process the load runs once for all who ask at the same time; across processes too, where the second level leases. A
    /// caller that is cancelled leaves at once; when the last one has left, the load is cancelled. What the load brings is stored
    /// unless it is nil or something it depends on was invalidated meanwhile.
    ///
    /// A load that asks for its own key does not wait for itself: the inner load runs, and its value is not stored.
    ///
    /// ```swift
    /// let user = try await cache.getOrSet("user:1", LoadOptions(expires: .minutes(5), tags: ["users"])) { context in
    ///     try await database.user(1)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - type: The type of the value, where it cannot be inferred from the load.
    ///   - options: How the value is loaded, kept and renewed.
    ///   - load: Makes the value.
    /// - Throws: What the load throws; `CancellationError` when the caller is cancelled; ``CacheError/Code/deadlineExceeded``
    ///   after the hard time-out; ``CacheError/Code/invalidKey`` for the key or a tag. A cache that fails is never an error: the load
    ///   runs.
    public func getOrSet<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type = Value.self,
        _ options: LoadOptions = LoadOptions(),
        load: @escaping @concurrent @Sendable (LoadContext<Value>) async throws -> Value
    ) async throws -> Value {
        if let copy = try first.entry(key, as: Value.self), options.isPlain, isFresh(copy) {
            if configuration.observer != nil { report(.hit, key) }
            return copy.value
        }
        return try await answer(key, as: type, options, load: load).value
    }

    /// As ``getOrSet(_:as:_:load:)``, with an explanation of where the value came from and why.
    public func answer<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type = Value.self,
        _ options: LoadOptions = LoadOptions(),
        load: @escaping @concurrent @Sendable (LoadContext<Value>) async throws -> Value
    ) async throws -> CacheAnswer<Value> {
        let landings = flights.landings
        if let copy = try first.entry(key, as: Value.self), let answer = answer(copy, for: key, options) {
            if answer.isStale { return answer }
            report(.hit, key)
            renewWhereDue(copy, key, options, load)
            return answer
        }
        try ReservedTags.refuse(options.tags)
        let found: any Sendable
        let coalesced: Bool
        do {
            (found, coalesced) = try await flights.value(for: key, since: landings) { [self] flight in
                try await run(key, options, load, mayStore: flight.beginStoring).answer()
            }
        } catch is ReentrantLoad {
            // The load of this key asks for the key itself, and holds all rights to store it.
            return CacheAnswer(try await load(LoadContext(alone: key)), from: .load, age: .zero)
        } catch is NoValue {
            // Another call loaded many keys at once and found nothing for this one; this load may know better.
            return try await run(key, options, load, mayStore: { false }).answer()
        }
        guard let answer = found as? CacheAnswer<Value> else {
            // Somebody loads the same key as another type at this moment.
            return try await run(key, options, load, mayStore: { false }).answer()
        }
        guard coalesced else { return answer }
        report(.coalesced, key)
        return answer.coalesced()
    }

    /// What is stored under `key`, without loading, promoting or counting as a read; nil when there is nothing.
    public func peek<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> CachePeek<Value>? {
        if let copy = try first.entry(key, as: type) { return peek(copy, at: .firstLevel) }
        guard let entry = try await valid(try await second.entry(key, as: type)) else { return nil }
        return peek(entry, at: .secondLevel)
    }

    // MARK: Parts

    func run<Value: CacheValue>(
        _ key: CacheKey,
        _ options: LoadOptions,
        _ load: @escaping LoadRun<Value>.Load,
        mayStore: @escaping @Sendable () -> Bool
    ) -> LoadRun<Value> {
        LoadRun(cache: self, key: key, options: options, load: load, mayStore: mayStore)
    }

    private func pausesAfterFailure(_ key: CacheKey) -> Bool {
        failures.pauses(key, at: configuration.clock.milliseconds())
    }

    /// The answer that a copy in memory gives: when it is fresh, or stale where its load is under way in the background or
    /// has failed a short while ago.
    func answer<Value: CacheValue>(
        _ copy: LeasedEntry<Value>,
        for key: CacheKey,
        _ options: LoadOptions
    ) -> CacheAnswer<Value>? {
        if isFresh(copy) { return answer(copy, from: .firstLevel) }
        guard options.failSafe != nil, background.contains(key) || pausesAfterFailure(key) else { return nil }
        report(.stale, key)
        return answer(copy, from: .firstLevel, isStale: true, reason: .expired)
    }

    func answer<Value>(
        _ entry: LeasedEntry<Value>,
        from source: CacheAnswer<Value>.Source,
        isStale: Bool = false,
        reason: CacheAnswer<Value>.Reason? = nil
    ) -> CacheAnswer<Value> {
        let age = age(of: entry).map { Duration.milliseconds($0) }
        return CacheAnswer(entry.value, from: source, isStale: isStale, age: age, reason: reason)
    }

    private func peek<Value>(
        _ entry: LeasedEntry<Value>,
        at level: CacheAnswer<Value>.Source
    ) -> CachePeek<Value> {
        let freshness = Freshness(timeToLive: entry.timeToLive, grace: entry.metadata.grace)
        return CachePeek(
            value: entry.value,
            level: level,
            remaining: freshness.remaining.map { .milliseconds(max(0, $0)) },
            isStale: !freshness.isFresh,
            age: age(of: entry).map { .milliseconds($0) }
        )
    }

    /// Renews a fresh copy in the background where the options say that it is time.
    private func renewWhereDue<Value: CacheValue>(
        _ copy: LeasedEntry<Value>,
        _ key: CacheKey,
        _ options: LoadOptions,
        _ load: @escaping LoadRun<Value>.Load
    ) {
        guard !options.isPlain else { return }
        let freshness = Freshness(timeToLive: copy.timeToLive, grace: copy.metadata.grace)
        let isDue = freshness.isDue(
            age: age(of: copy),
            cost: copy.metadata.loadCost,
            refreshAhead: options.refreshAhead,
            earlyExpiration: options.earlyExpiration,
            chance: { 1 - Double.random(in: 0..<1) }
        )
        guard isDue else { return }
        background.run(key) { [self] in
            try? await renewals.value(for: key, since: renewals.landings) { [self] flight in
                await run(key, options, load, mayStore: flight.beginStoring).renew(copy)
            }.value
        }
    }
}

extension LoadOptions {
    /// Whether a fresh copy needs no second thought.
    var isPlain: Bool { refreshAhead == nil && earlyExpiration <= 0 }
}
