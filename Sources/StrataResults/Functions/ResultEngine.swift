import StrataCore

/// Answers calls from the cache, or runs the function once for all who call at the same time.
struct ResultEngine<Value: CacheValue>: Sendable {
    let store: ResultStore
    let flights: ResultFlights<Value>
    /// Which cache it is when that has no identity of its own; nil where every call then runs on its own.
    var fallback: FunctionIdentity?

    typealias Body = @concurrent @Sendable () async throws -> Value

    /// What a look at the cache brought, and when it was.
    struct Look: Sendable {
        let reading: ResultStore.Reading<Value>
        let landings: UInt64
    }

    /// Looks for the result of `key`.
    ///
    /// - Throws: `CancellationError` when the caller is cancelled; never a ``CacheError``.
    func look(_ key: CacheKey) async throws -> Look {
        let landings = flights.landings
        return Look(reading: try await store.read(key, as: Value.self), landings: landings)
    }

    /// The result of `key` after a look that found none.
    ///
    /// - Throws: What the function throws; `CancellationError` when the caller is cancelled; never a ``CacheError`` of the
    ///   cache.
    func value(_ key: CacheKey, after look: Look, _ body: @escaping Body) async throws -> Value {
        switch look.reading {
        case .hit(let value): return value
        case .miss: return try await load(key, since: look.landings, readsAgain: true, body)
        case .outOfOrder: return try await load(key, since: look.landings, isStored: false, body)
        }
    }

    /// Runs the function whatever is stored, and stores what it returns.
    func refreshed(_ key: CacheKey, _ body: @escaping Body) async throws -> Value {
        await forget(key)
        return try await load(key, since: flights.landings, body)
    }

    /// Voids what is under way and removes what is stored.
    func invalidate(_ key: CacheKey) async throws(CacheError) {
        await forget(key)
        try await store.remove(key)
    }

    /// Which cache it is. Not found before it is needed, because that takes longer than a hit.
    private var identity: CacheIdentity? {
        CacheIdentity.of(store.cache) ?? fallback.map { CacheIdentity(of: $0) }
    }

    private func forget(_ key: CacheKey) async {
        guard let identity else { return }
        await flights.forget(ResultPlace(cache: identity, key: key))
    }

    private func load(
        _ key: CacheKey,
        since landings: UInt64,
        readsAgain: Bool = false,
        isStored: Bool = true,
        _ body: @escaping Body
    ) async throws -> Value {
        guard let identity else {
            let value = try await run(key, body)
            if isStored { await store.write(key, value) }
            return value
        }
        let place = ResultPlace(cache: identity, key: key)
        let (value, coalesced) = try await flights.value(for: place, since: landings) { flight in
            if readsAgain, flight.looksAgain, case .hit(let value) = try await store.read(key, as: Value.self) {
                return value
            }
            let value = try await run(key, body)
            if isStored, flight.beginStoring() { await store.write(key, value) }
            return value
        }
        if coalesced { store.report(.coalesced, key) }
        return value
    }

    private func run(_ key: CacheKey, _ body: Body) async throws -> Value {
        let clock = ContinuousClock()
        let start = clock.now
        let value = try await body()
        store.report(.load, key, duration: start.duration(to: clock.now))
        return value
    }
}
