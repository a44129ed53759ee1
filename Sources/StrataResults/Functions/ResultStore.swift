import StrataCore

/// Reads and writes results so that a failing cache costs speed and nothing else.
struct ResultStore: Sendable {
    let cache: any AsyncCache
    let expires: Expiration?
    let source: String
    let observer: (any CacheObserver)?

    /// What a read found.
    enum Reading<Value: Sendable>: Sendable {
        case hit(Value)
        case miss
        /// The cache failed in a way that makes a write pointless too.
        case outOfOrder
    }

    /// The stored result. An entry that does not decode is removed and counts as missing.
    ///
    /// - Throws: `CancellationError` when the caller is cancelled.
    func read<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) async throws -> Reading<Value> {
        do throws(CacheError) {
            guard let value = try await cache.get(key, as: type) else {
                report(.miss, key)
                return .miss
            }
            report(.hit, key)
            return .hit(value)
        } catch {
            return try await recover(from: error, key)
        }
    }

    /// Stores a result. nil is not stored, and a failure is only reported.
    func write<Value: CacheValue>(_ key: CacheKey, _ value: Value) async {
        do throws(CacheError) {
            try refuseNil(value)
        } catch {
            return
        }
        do throws(CacheError) {
            try await cache.set(key, to: value, expires: expires ?? cache.defaultExpiration)
            report(.write, key)
        } catch {
            report(.failure, key, error)
        }
    }

    /// Stores a result in place of what was there, also where that is nil: then nothing stays. A failure is only reported.
    func replace<Value: CacheValue>(_ key: CacheKey, with value: Value) async {
        do throws(CacheError) {
            try refuseNil(value)
        } catch {
            return await drop(key)
        }
        await write(key, value)
    }

    /// Removes what is stored.
    func remove(_ key: CacheKey) async throws(CacheError) {
        try await cache.remove(key)
        report(.removal, key)
    }

    func report(
        _ kind: CacheEvent.Kind,
        _ key: CacheKey?,
        _ error: CacheError? = nil,
        duration: Duration? = nil
    ) {
        observer?.record(CacheEvent(kind, source: source, key: key, duration: duration, error: error))
    }

    private func recover<Value>(from error: CacheError, _ key: CacheKey) async throws -> Reading<Value> {
        switch error.code {
        // A cache that gives up on its own account is a cache that fails.
        case .cancelled where Task.isCancelled:
            throw CancellationError()
        case .decodingFailed:
            report(.corruptEntry, key, error)
            await drop(key)
            return .miss
        default:
            report(.failure, key, error)
            return .outOfOrder
        }
    }

    private func drop(_ key: CacheKey) async {
        do throws(CacheError) {
            try await cache.remove(key)
        } catch {
            report(.failure, key, error)
        }
    }
}
