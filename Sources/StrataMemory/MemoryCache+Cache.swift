public import StrataCore

extension MemoryCache {
    /// The value of `key`, or nil when there is none or it has expired. O(length of the key).
    ///
    /// With `storage: .values` nothing is decoded: the entry must have been stored as a `Value`. Integers, counters among them, read
    /// as any integer type that they fit, and optionals as what they wrap.
    ///
    /// - Throws: ``CacheError/Code/decodingFailed`` when the entry is something else.
    @inlinable
    public nonisolated func get<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) throws(CacheError) -> Value? {
        var found: Value?
        let other = try unsafe read(key, as: ValueLayout(type)) { address in
            found = unsafe address.assumingMemoryBound(to: Value.self).pointee
        }
        guard let other else { return found }
        return try interpreted(other, as: type)
    }

    /// Hands the value of `key` to `copy`, under the lock, when it is of the type that the layout is of.
    ///
    /// - Returns: The value when it is of another type or encoded; nil otherwise, also when there is none.
    @usableFromInline
    nonisolated func read(
        _ key: CacheKey,
        as layout: ValueLayout,
        _ copy: (UnsafeRawPointer) -> Void
    ) throws(CacheError) -> (any Sendable)? {
        try withStripe(of: key) { stripe, probe throws(CacheError) in
            try stripe.withState { state, garbage in unsafe state.read(probe, as: layout, copy, &garbage) }
        }
    }

    @usableFromInline
    nonisolated func interpreted<Value: CacheValue>(
        _ content: any Sendable,
        as type: Value.Type
    ) throws(CacheError) -> Value {
        try ValueReader.read(content, as: type, storage: storage)
    }

    /// Stores `value` under `key`, replacing value, expiration and tags of what was there. See ``AsyncCache/set(_:to:expires:)``.
    ///
    /// - Throws: Also ``CacheError/Code/valueTooLarge`` when the entry is heavier than the cache's bound; what was there stays.
    @inlinable
    public nonisolated func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) throws(CacheError) {
        if storesPlainly, !_isOptional(Value.self) {
            try storePlain(value, under: key, expires: expires)
        } else {
            try storePrepared(value, under: key, expires: expires)
        }
    }

    /// Stores a value that is no optional as it is.
    @usableFromInline
    nonisolated func storePlain(
        _ value: any Sendable,
        under key: CacheKey,
        expires: Expiration
    ) throws(CacheError) {
        try key.validate()
        try store(PreparedEntry(value: value, weight: 0, timeToLive: milliseconds(expires)), under: key)
    }

    @usableFromInline
    nonisolated func storePrepared<Value: CacheValue>(
        _ value: Value,
        under key: CacheKey,
        expires: Expiration
    ) throws(CacheError) {
        try store(prepared(value, under: key, expires: expires), under: key)
    }

    /// Stores what is ready for the table.
    nonisolated func store(_ entry: PreparedEntry, under key: CacheKey) throws(CacheError) {
        try withStripe(of: key) { stripe, probe throws(CacheError) in
            try stripe.withState { state, garbage in state.store(probe, key: key, entry, &garbage) }
        }
    }

    /// Removes `key`. A missing key is not an error.
    public nonisolated func remove(_ key: CacheKey) throws(CacheError) {
        try withStripe(of: key) { stripe, probe throws(CacheError) in
            try stripe.withState { state, garbage in _ = state.remove(probe, key: key, &garbage) }
        }
    }

    /// Whether there is an entry under `key` that has not expired. Neither a read nor an access.
    public nonisolated func exists(_ key: CacheKey) throws(CacheError) -> Bool {
        try withStripe(of: key) { stripe, probe throws(CacheError) in
            try stripe.withState { state, garbage in state.liveSlot(probe, &garbage) != nil }
        }
    }

    /// Removes every entry, and gives their memory back at once. O(entries).
    public nonisolated func clear() throws(CacheError) {
        for stripe in stripes {
            try stripe.withState { state, garbage in state.clear(&garbage) }
        }
    }

    /// The values of those of `keys` that are there.
    ///
    /// - Throws: ``CacheError/Code/decodingFailed`` when one of them is not a `Value`.
    public nonisolated func getMany<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) throws(CacheError) -> [CacheKey: Value] {
        for key in keys { try key.validate() }
        var found: [CacheKey: Value] = [:]
        for key in keys where found[key] == nil {
            if let value = try get(key, as: type) { found[key] = value }
        }
        return found
    }

    /// Stores all `entries`, once every one of them was checked.
    public nonisolated func setMany<Value: CacheValue>(_ entries: [CacheEntry<Value>]) throws(CacheError) {
        var ready: [(key: CacheKey, entry: PreparedEntry)] = []
        ready.reserveCapacity(entries.count)
        for entry in entries {
            ready.append((entry.key, try prepared(entry.value, under: entry.key, expires: entry.expires)))
        }
        for (key, entry) in ready { try store(entry, under: key) }
    }

    /// Removes all `keys`, once every one of them was checked.
    public nonisolated func removeMany(_ keys: [CacheKey]) throws(CacheError) {
        for key in keys { try key.validate() }
        for key in keys { try remove(key) }
    }
}
