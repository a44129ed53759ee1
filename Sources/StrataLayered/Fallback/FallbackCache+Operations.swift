import StrataCore
import Synchronization

extension FallbackCache {
    /// Runs an operation on the first level that serves, and on the next where that fails.
    ///
    /// - Parameters:
    ///   - change: What the operation changes, to be forgotten by the levels that it did not reach.
    ///   - nothing: The answer when no level serves.
    ///   - operation: The operation on one level.
    func perform<Outcome: Sendable>(
        _ change: FallbackChain.Change,
        otherwise nothing: Outcome,
        _ operation: @escaping @concurrent @Sendable (any AsyncCache) async throws(CacheError) -> Outcome
    ) async throws(CacheError) -> Outcome {
        var index = 0
        while let step = chain.withLock({ $0.next(from: index, change, at: configuration.clock.nanoseconds()) }) {
            switch step {
            case .recover(let level):
                // This operation goes on below; the level forgets what it changes before it serves.
                recover(level)
                index = level + 1
            case .ask(let level):
                do throws(CacheError) {
                    let outcome = try await withinTimeout(level, operation)
                    chain.withLock { $0.succeed(level) }
                    return outcome
                } catch {
                    guard error.isOfTheLevel else { throw error }
                    await note(error, at: level, change)
                    index = level + 1
                }
            }
        }
        return nothing
    }

    private func note(_ error: CacheError, at level: Int, _ change: FallbackChain.Change) async {
        report(.failure, level, error)
        // Whether the change took place or not is not known; the level has to forget it in any case.
        let wentDown = chain.withLock { $0.fail(level, change, at: configuration.clock.nanoseconds()) }
        guard wentDown else { return }
        report(.levelDown, level, error)
        // A write that began in an earlier outage may have landed below after that was emptied.
        await empty(below: level)
    }

    private func empty(below level: Int) async {
        for below in levels.indices where below > level { try? await levels[below].clear() }
    }

    private func withinTimeout<Outcome: Sendable>(
        _ level: Int,
        _ operation: @escaping @concurrent @Sendable (any AsyncCache) async throws(CacheError) -> Outcome
    ) async throws(CacheError) -> Outcome {
        let cache = levels[level]
        guard level < levels.count - 1 else { return try await operation(cache) }
        let race = FirstOutcome<Result<Outcome, CacheError>>()
        let task = Task {
            do throws(CacheError) {
                race.offer(.success(try await operation(cache)))
            } catch {
                race.offer(.failure(error))
            }
        }
        let timer = Task { [configuration] in
            guard (try? await configuration.sleep(configuration.timeout)) != nil else { return }
            race.offer(.failure(CacheError(.deadlineExceeded, backend: configuration.name)))
            task.cancel()
        }
        defer { timer.cancel() }
        return try await withTaskCancellationHandler {
            await race.value
        } onCancel: {
            race.offer(.failure(CacheError(.cancelled, backend: configuration.name)))
            task.cancel()
        }.get()
    }

    // MARK: Recovery

    /// Removes from a level what changed while it was down, then empties the levels below it.
    private func recover(_ level: Int) {
        work.run(level) { [self] in
            guard await isReachable(level), await forget(level) else { return }
            report(.levelUp, level)
            await empty(below: level)
        }
    }

    private func isReachable(_ level: Int) async -> Bool {
        do throws(CacheError) {
            _ = try await withinTimeout(level) { cache throws(CacheError) in
                try await cache.exists("\u{1}strata:probe")
            }
            return true
        } catch {
            report(.failure, level, error)
            _ = chain.withLock { $0.fail(level, at: configuration.clock.nanoseconds()) }
            return false
        }
    }

    private func forget(_ level: Int) async -> Bool {
        while let work = chain.withLock({ $0.recoveryWork(level) }) {
            do throws(CacheError) {
                try await withinTimeout(level) { cache throws(CacheError) in
                    switch work {
                    case .keys(let keys): try await cache.removeMany(keys)
                    case .everything: try await cache.clear()
                    }
                }
            } catch {
                report(.failure, level, error)
                chain.withLock { $0.recoveryFailed(level, work, at: configuration.clock.nanoseconds()) }
                return false
            }
        }
        return true
    }

    private func report(_ kind: CacheEvent.Kind, _ level: Int, _ error: CacheError? = nil) {
        configuration.observer?.record(CacheEvent(kind, source: "\(configuration.name).\(level)", error: error))
    }
}

extension CacheError {
    /// Whether another level may do better; false where the caller's own arguments or values are at fault.
    fileprivate var isOfTheLevel: Bool {
        switch code {
        case .cancelled, .decodingFailed, .encodingFailed, .nilValue, .invalidKey, .invalidExpiration, .invalidArgument,
            .typeMismatch, .outOfRange, .valueTooLarge:
            false
        default: true
        }
    }
}
