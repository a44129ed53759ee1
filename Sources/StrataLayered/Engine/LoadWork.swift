import StrataCore

/// One load: runs it within its time-outs, stores what it brings, and falls back to a stale value where that is allowed.
struct LoadWork<Value: CacheValue>: Sendable {
    let run: LoadRun<Value>
    let token: LeaseToken?
    let promotion: FirstLevel.Promotion
    let stale: LeasedEntry<Value>?
    let reason: CacheAnswer<Value>.Reason

    private var cache: LayeredCache { run.cache }
    private var options: LoadOptions { run.options }

    /// What a load came to while somebody waited for it.
    private enum Race: Sendable {
        case finished(Result<CacheAnswer<Value>, any Error>)
        case softTimeout
        case hardTimeout
    }

    /// The loaded value; or the stale one, where the load fails or takes too long and fail-safe allows it.
    func answer() async throws -> CacheAnswer<Value> {
        do {
            guard options.softTimeout != nil || options.hardTimeout != nil else { return try await loadAndStore() }
            return try await loadWithinTimeouts()
        } catch {
            guard !(error is CancellationError), let answer = standIn() else { throw error }
            return answer
        }
    }

    /// Runs the load and stores what it brings. Gives the lease back when nothing is stored.
    func loadAndStore() async throws -> CacheAnswer<Value> {
        do {
            let versions = try? await cache.versionsBeforeLoad(of: options.tags)
            let previous = stale.map { PreviousValue(value: $0.value, validator: $0.metadata.validator) }
            let decision = LoadDecision(
                expires: options.expires ?? cache.defaultExpiration,
                tags: options.tags
            )
            let context = LoadContext(key: run.key, previous: previous, decision: decision)
            let clock = ContinuousClock()
            let start = clock.now
            let value = try await run.load(context)
            let cost = start.duration(to: clock.now)
            cache.report(.load, run.key, duration: cost)
            await store(value, context.outcome, cost: cost, versions: versions)
            return CacheAnswer(value, from: .load, age: .zero, reason: reason)
        } catch {
            await giveUp()
            throw error
        }
    }

    // MARK: Time-outs

    private func loadWithinTimeouts() async throws -> CacheAnswer<Value> {
        let race = FirstOutcome<Race>()
        let load = Task {
            do {
                race.offer(.finished(.success(try await loadAndStore())))
            } catch {
                race.offer(.finished(.failure(error)))
            }
        }
        let timer = Task { await watch(load, race) }
        let outcome = await withTaskCancellationHandler {
            await race.value
        } onCancel: {
            load.cancel()
            timer.cancel()
        }
        switch outcome {
        case .finished(let result):
            timer.cancel()
            return try result.get()
        case .softTimeout:
            cache.background.adopt(run.key, load)
            guard let answer = standIn(isRenewed: true) else { throw CancellationError() }
            return answer
        case .hardTimeout:
            cache.background.adopt(run.key, load)
            throw CacheError(.deadlineExceeded, backend: cache.configuration.name, message: "the load took too long")
        }
    }

    /// Waits for the time-outs: after the soft one a stale value is served, where there is one; after the hard one the load is
    /// cancelled.
    private func watch(_ load: Task<Void, Never>, _ race: FirstOutcome<Race>) async {
        let sleep = cache.configuration.sleep
        var waited = Duration.zero
        if let soft = options.softTimeout, stale != nil, options.failSafe != nil {
            guard (try? await sleep(soft)) != nil else { return }
            race.offer(.softTimeout)
            waited = soft
        }
        guard let hard = options.hardTimeout, (try? await sleep(max(.zero, hard - waited))) != nil else { return }
        race.offer(.hardTimeout)
        load.cancel()
    }
}
