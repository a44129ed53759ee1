public import StrataCore

extension LayeredCache {
    /// The values of `keys`; those that are missing are loaded together.
    ///
    /// Keys that another call loads at this moment are waited for and not loaded again. The second level is asked once for all
    /// keys and written once with all that was loaded; keys that are stale, void, or loaded by another process take trips of their
    /// own.
    ///
    /// - Parameters:
    ///   - keys: The keys, each one once or more often.
    ///   - options: How values are loaded and kept. The time-outs do not apply to the common load.
    ///   - load: Makes the values of the keys that it is given. A key that it leaves out has no value, and is not stored.
    /// - Returns: The values of all keys that have one.
    /// - Throws: What the load throws, when a key needed it and has no stale value to stand in; `CancellationError` when the caller
    ///   is cancelled; ``CacheError/Code/invalidKey``.
    public func getOrSetMany<Value: CacheValue>(
        _ keys: [CacheKey],
        _ options: LoadOptions = LoadOptions(),
        load: @escaping @concurrent @Sendable ([CacheKey]) async throws -> [CacheKey: Value]
    ) async throws -> [CacheKey: Value] {
        try ReservedTags.refuse(options.tags)
        let landings = flights.landings
        var values: [CacheKey: Value] = [:]
        var missing: Set<CacheKey> = []
        for key in Set(keys) {
            if let copy = try first.entry(key, as: Value.self), let answer = answer(copy, for: key, options) {
                values[key] = answer.value
            } else {
                missing.insert(key)
            }
        }
        if !values.isEmpty { report(.hit, nil, count: values.count) }
        let batch = BatchRun(cache: self, options: options, load: load)
        let (outcomes, coalesced) = try await flights.values(for: missing, since: landings) { flights in
            await batch.outcomes(of: flights)
        }
        if !coalesced.isEmpty { report(.coalesced, nil, count: coalesced.count) }
        for (key, outcome) in outcomes {
            switch outcome {
            case .success(let answer as CacheAnswer<Value>): values[key] = answer.value
            // Somebody loads the same key as another type at this moment.
            case .success: values[key] = try await load([key])[key]
            case .failure(is NoValue): continue
            // This is called by the load of the same key.
            case .failure(is ReentrantLoad): values[key] = try await load([key])[key]
            case .failure(let error): throw error
            }
        }
        return values
    }
}
