import StrataCore

/// One run of the engine for many keys that memory has no fresh copies of: one trip to ask for leases, one load of what is
/// missing, one trip to store it.
struct BatchRun<Value: CacheValue>: Sendable {
    typealias Load = @concurrent @Sendable ([CacheKey]) async throws -> [CacheKey: Value]
    typealias Flight = FlightGroup<CacheKey, any Sendable>.Flight
    typealias Outcome = Result<any Sendable, any Error>

    let cache: LayeredCache
    let options: LoadOptions
    let load: Load

    /// A key on its way to be loaded.
    private struct Place: Sendable {
        let promotion: FirstLevel.Promotion
        var token: LeaseToken?
        var stale: LeasedEntry<Value>?
        var reason: CacheAnswer<Value>.Reason = .missing
    }

    /// The outcome of every flight.
    func outcomes(of flights: [Flight]) async -> [CacheKey: Outcome] {
        var outcomes: [CacheKey: Outcome] = [:]
        var places: [CacheKey: Place] = [:]
        for flight in flights {
            let copy = try? cache.first.entry(flight.key, as: Value.self)
            if let copy, cache.isFresh(copy) {
                outcomes[flight.key] = .success(cache.answer(copy, from: .firstLevel))
            } else {
                places[flight.key] = Place(
                    promotion: cache.first.begin(flight.key, for: options.lease),
                    stale: copy,
                    reason: copy == nil ? .missing : .expired
                )
            }
        }
        var single = await find(&places, &outcomes)
        let byKey = Dictionary(uniqueKeysWithValues: flights.map { ($0.key, $0) })
        await loadMissing(places.filter { !single.contains($0.key) }, byKey, &outcomes)
        single.formIntersection(places.keys)
        for key in single {
            if let place = places[key] { cache.first.end(place.promotion, of: key) }
            outcomes[key] = await outcome(of: key, byKey[key])
        }
        return outcomes
    }

    /// Asks the second level for all places at once.
    ///
    /// - Returns: The keys that need a run of their own, because another process loads or renews them.
    private func find(_ places: inout [CacheKey: Place], _ outcomes: inout [CacheKey: Outcome]) async -> Set<CacheKey> {
        var single: Set<CacheKey> = []
        let leases: [CacheKey: Lease<Value>]
        do throws(CacheError) {
            leases = try await cache.second.leaseMany(Array(places.keys), for: options.lease, as: Value.self)
        } catch {
            // An entry that does not decode fails the whole batch; each key then finds out for itself.
            if error.code == .decodingFailed { return Set(places.keys) }
            cache.report(.failure, nil, error: error)
            for key in places.keys { places[key]?.reason = .unavailable }
            return single
        }
        var void: [CacheKey] = []
        for (key, lease) in leases {
            guard places[key] != nil else { continue }
            switch lease {
            case .granted(let token):
                places[key]?.token = token
                // The copy in memory may be what another process removed.
                places[key]?.stale = nil
            case .busy:
                single.insert(key)
            case .hit(let entry):
                let valid = try? await cache.valid(entry)
                if let valid, cache.isFresh(valid) {
                    settle(key, valid, &places, &outcomes)
                } else {
                    places[key]?.stale = valid
                    places[key]?.reason = valid == nil ? .invalidated : .expired
                    void.append(key)
                }
            }
        }
        return single.union(await renew(void, &places, &outcomes))
    }

    /// Asks for the right to load keys whose entries are stale or void, a trip each.
    ///
    /// - Returns: The keys that another process renews.
    private func renew(
        _ keys: [CacheKey],
        _ places: inout [CacheKey: Place],
        _ outcomes: inout [CacheKey: Outcome]
    ) async -> Set<CacheKey> {
        var busy = Set(keys)
        for key in keys {
            let lease = try? await cache.second.lease(key, for: options.lease, refreshing: true, as: Value.self)
            guard let token = lease?.grantedToken else { continue }
            places[key]?.token = token
            busy.remove(key)
        }
        // Between the look and the lease, another process may have renewed some.
        let granted = keys.filter { !busy.contains($0) }
        guard !granted.isEmpty, let renewed = try? await cache.fetch(granted, as: Value.self) else { return busy }
        for (key, entry) in renewed {
            if let token = places[key]?.token { try? await cache.second.release([key: token]) }
            settle(key, entry, &places, &outcomes)
        }
        return busy
    }

    /// Answers a key with a fresh entry of the second level.
    private func settle(
        _ key: CacheKey,
        _ entry: LeasedEntry<Value>,
        _ places: inout [CacheKey: Place],
        _ outcomes: inout [CacheKey: Outcome]
    ) {
        if let place = places[key] { cache.first.promote(key, entry, under: place.promotion) }
        places[key] = nil
        outcomes[key] = .success(cache.answer(entry, from: .secondLevel))
    }

    /// Runs the load for all places together, and stores what it brings together.
    private func loadMissing(
        _ places: [CacheKey: Place],
        _ flights: [CacheKey: Flight],
        _ outcomes: inout [CacheKey: Outcome]
    ) async {
        guard !places.isEmpty else { return }
        let versions = try? await cache.versionsBeforeLoad(of: options.tags)
        let clock = ContinuousClock()
        let start = clock.now
        do {
            let values = try await load(Array(places.keys))
            let cost = start.duration(to: clock.now)
            cache.report(.load, nil, count: places.count, duration: cost)
            let works = places.map { key, place in (key, values[key], work(key, place, flights[key])) }
            await store(works, cost: cost, versions: versions)
            for (key, value, _) in works {
                let answer = value.map { CacheAnswer($0, from: .load, age: .zero, reason: places[key]?.reason) }
                outcomes[key] = answer.map { .success($0) } ?? .failure(NoValue())
            }
        } catch {
            for (key, place) in places {
                let work = work(key, place, flights[key])
                await work.giveUp()
                outcomes[key] = work.standIn().map { .success($0) } ?? .failure(error)
            }
        }
    }

    private func store(
        _ works: [(CacheKey, Value?, LoadWork<Value>)],
        cost: Duration,
        versions: [CacheTag: UInt64]?
    ) async {
        let decision = LoadDecision(expires: options.expires ?? cache.defaultExpiration, tags: options.tags)
        var drafts: [LoadWork<Value>.Draft] = []
        for (_, value, work) in works {
            if let value, let draft = await work.draft(value, decision, cost: cost, versions: versions) {
                drafts.append(draft)
            } else {
                await work.giveUp()
            }
        }
        await LoadWork.store(drafts, in: cache)
    }

    private func work(_ key: CacheKey, _ place: Place, _ flight: Flight?) -> LoadWork<Value> {
        LoadWork(
            run: cache.run(key, options, single(key), mayStore: { flight?.beginStoring() ?? false }),
            token: place.token,
            promotion: place.promotion,
            stale: place.stale,
            reason: place.reason
        )
    }

    private func outcome(of key: CacheKey, _ flight: Flight?) async -> Outcome {
        let run = cache.run(key, options, single(key), mayStore: { flight?.beginStoring() ?? false })
        do {
            return .success(try await run.answer())
        } catch {
            return .failure(error)
        }
    }

    /// The load of one key alone.
    private func single(_ key: CacheKey) -> LoadRun<Value>.Load {
        { [load] _ in
            guard let value = try await load([key])[key] else { throw NoValue() }
            return value
        }
    }
}

/// A load of many keys brought no value for this one.
struct NoValue: Error {}
