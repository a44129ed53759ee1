public import StrataCore

extension CachedFunction {
    /// The stored result of these arguments, or what the function returns.
    ///
    /// A result that is in memory takes no lock but the cache's own, no hop, and no hashing of the key beyond the cache's.
    ///
    /// - Throws: What the function throws; `CancellationError` when the caller is cancelled; never an error of the cache.
    public func callAsFunction(_ arguments: repeat each Argument) async throws -> Value {
        let engine = engine
        guard let key = callKey(repeat each arguments, reportingTo: engine.store) else {
            return try await body(repeat each arguments)
        }
        let look = try await engine.look(key)
        // A hit returns here, before there is a closure to allocate.
        if case .hit(let value) = look.reading { return value }
        return try await engine.value(key, after: look) { [body] in try await body(repeat each arguments) }
    }

    /// Runs the function whatever is stored, stores what it returns, and returns it. When it returns nil, what was stored is
    /// removed.
    ///
    /// - Throws: What the function throws; then what was stored stays.
    @discardableResult
    public func refresh(_ arguments: repeat each Argument) async throws -> Value {
        let engine = engine
        guard let key = callKey(repeat each arguments, reportingTo: engine.store) else {
            return try await body(repeat each arguments)
        }
        return try await engine.refreshed(key) { [body] in try await body(repeat each arguments) }
    }

    /// Removes the stored result of these arguments, and keeps the calls of this process that are under way from storing theirs.
    ///
    /// When it returns, the next call runs the function. A load of another process that began before may still store what it
    /// brings.
    ///
    /// - Throws: What the cache's removal throws, because then the old result may still be there; and
    ///   ``CacheError/Code/encodingFailed`` when an argument cannot be encoded.
    public func invalidate(_ arguments: repeat each Argument) async throws(CacheError) {
        try await engine.invalidate(try key(for: repeat each arguments))
    }

    /// The key of a call; nil, and reported, when an argument cannot be encoded.
    private func callKey(_ arguments: repeat each Argument, reportingTo store: ResultStore) -> CacheKey? {
        do throws(CacheError) {
            return try key(for: repeat each arguments)
        } catch {
            store.report(.failure, nil, error)
            return nil
        }
    }
}
