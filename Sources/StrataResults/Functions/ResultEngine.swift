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
        case .outOfOrder: return try await load(key, since: look.landings, storing: .nothing, body)
        }
    }

    /// Runs the function whatever is stored, and stores what it returns.
    func refreshed(_ key: CacheKey, _ body: @escaping Body) async throws -> Value {
        await forget(key)
        return try await load(key, since: flights.landings, storing: .replacement, body)
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

    /// What becomes of what the function returns.
    private enum Storing: Sendable {
        case nothing
        case value
        /// As `value`, and nil removes what is stored.
        case replacement
    }

    private func load(
        _ key: CacheKey,
        since landings: UInt64,
        readsAgain: Bool = false,
        storing: Storing = .value,
        _ body: @escaping Body
    ) async throws -> Value {
        guard let identity else {
            let value = try await run(key, body)
            await keep(value, key, storing)
            return value
        }
        let place = ResultPlace(cache: identity, key: key)
        do {
            let (value, coalesced) = try await flights.value(for: place, since: landings) { flight in
                if readsAgain, flight.looksAgain, case .hit(let value) = try await store.read(key, as: Value.self) {
                    return value
                }
                let value = try await run(key, body)
                if flight.beginStoring() { await keep(value, key, storing) }
                return value
            }
            if coalesced { store.report(.coalesced, key) }
            return value
        } catch is ReentrantLoad {
            return try await run(key, body)
        }
    }

    private func keep(_ value: Value, _ key: CacheKey, _ storing: Storing) async {
        switch storing {
        case .nothing: return
        case .value: await store.write(key, value)
        case .replacement: await store.replace(key, with: value)
        }
    }

    private func run(_ key: CacheKey, _ body: Body) async throws -> Value {
        let clock = ContinuousClock()
        let start = clock.now
        let value = try await body()
        store.report(.load, key, duration: start.duration(to: clock.now))
        return value
    }
}
