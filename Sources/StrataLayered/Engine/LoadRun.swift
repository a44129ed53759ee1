import StrataCore

/// One run of the engine for a key that memory has no fresh copy of: from the second level, by a load, or stale.
struct LoadRun<Value: CacheValue>: Sendable {
    typealias Load = @concurrent @Sendable (LoadContext<Value>) async throws -> Value

    let cache: LayeredCache
    let key: CacheKey
    let options: LoadOptions
    let load: Load
    /// Asks whether what is loaded may be stored; false when it was voided in this process meanwhile.
    let mayStore: @Sendable () -> Bool

    /// What the second level had to offer.
    enum Finding: Sendable {
        /// A fresh entry.
        case fresh(LeasedEntry<Value>)
        /// A stale one, and somebody else renews it.
        case renewedByAnother(LeasedEntry<Value>)
        /// The right to load; nil where the second level cannot be asked.
        case load(LeaseToken?, stale: LeasedEntry<Value>?, CacheAnswer<Value>.Reason)
    }

    /// Finds or loads the value.
    func answer() async throws -> CacheAnswer<Value> {
        let copy = try? cache.first.entry(key, as: Value.self)
        if let copy, let answer = cache.answer(copy, for: key, options) { return answer }
        let promotion = cache.first.begin(key, for: options.lease)
        do {
            switch try await find(staleCopy: copy) {
            case .fresh(let entry):
                cache.first.promote(key, entry, under: promotion)
                cache.report(.hit, key)
                return cache.answer(entry, from: .secondLevel)
            case .renewedByAnother(let entry):
                cache.first.end(promotion, of: key)
                cache.report(.stale, key)
                return cache.answer(entry, from: .secondLevel, isStale: true, reason: .expired)
            case .load(let token, let stale, let reason):
                cache.report(.miss, key)
                let work = LoadWork(run: self, token: token, promotion: promotion, stale: stale, reason: reason)
                return try await work.answer()
            }
        } catch {
            cache.first.end(promotion, of: key)
            throw error
        }
    }

    /// Renews a value that is still fresh, when nobody else does.
    func renew(_ entry: LeasedEntry<Value>) async {
        let promotion = cache.first.begin(key, for: options.lease)
        defer { cache.first.end(promotion, of: key) }
        guard
            case .granted(let token) = try? await cache.second.lease(
                key,
                for: options.lease,
                refreshing: true,
                as: Value.self
            )
        else { return }
        let work = LoadWork(run: self, token: token, promotion: promotion, stale: entry, reason: .expired)
        _ = try? await work.loadAndStore()
    }

    /// Asks the second level, and waits while another process loads.
    private func find(staleCopy: LeasedEntry<Value>?) async throws -> Finding {
        var stale = staleCopy
        var reason: CacheAnswer<Value>.Reason = staleCopy == nil ? .missing : .expired
        var refreshing = false
        var pause = LeasePause()
        var waited = Duration.zero
        while true {
            let lease: Lease<Value>
            do throws(CacheError) {
                lease = try await cache.second.lease(key, for: options.lease, refreshing: refreshing, as: Value.self)
            } catch {
                guard try await recover(from: error) else { return .load(nil, stale: stale, .unavailable) }
                refreshing = true
                continue
            }
            switch lease {
            case .hit(let entry):
                guard let valid = try? await cache.valid(entry) else {
                    (stale, reason, refreshing) = (nil, .invalidated, true)
                    continue
                }
                if cache.isFresh(valid) { return .fresh(valid) }
                (stale, reason, refreshing) = (valid, .expired, true)
            case .granted(let token):
                // Where the second level has not even a stale entry, the copy in memory may be what another process removed.
                guard refreshing else { return .load(token, stale: nil, reason) }
                // Between the look that found a stale entry and this lease, another process may have renewed it.
                if let renewed = await freshEntry() {
                    try? await cache.second.release([key: token])
                    return .fresh(renewed)
                }
                return .load(token, stale: stale, reason)
            case .busy(let retryAfter):
                if let stale, options.failSafe != nil { return .renewedByAnother(stale) }
                let duration = pause.next(holderHas: retryAfter)
                try await cache.configuration.sleep(duration)
                waited += duration
                if let hard = options.hardTimeout, waited >= hard {
                    let name = cache.configuration.name
                    throw CacheError(.deadlineExceeded, backend: name, message: "another load took too long")
                }
                refreshing = false
            }
        }
    }

    private func freshEntry() async -> LeasedEntry<Value>? {
        guard let entry = try? await cache.second.entry(key, as: Value.self),
            let valid = try? await cache.valid(entry), cache.isFresh(valid)
        else { return nil }
        return valid
    }

    /// Reports a failure of the second level, and removes an entry that does not decode.
    ///
    /// - Returns: Whether it is worth asking again.
    private func recover(from error: CacheError) async throws -> Bool {
        switch error.code {
        // A cache that gives up on its own account is a cache that fails.
        case .cancelled where Task.isCancelled:
            throw CancellationError()
        case .decodingFailed:
            cache.report(.corruptEntry, key, error: error)
            return (try? await cache.second.remove([key])) != nil
        default:
            cache.report(.failure, key, error: error)
            return false
        }
    }
}
