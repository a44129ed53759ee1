public import StrataCore
import StrataSupport

extension SQLiteCache: LeasingCache {
    /// The entry under `key` with its metadata; nil when there is none. See ``LeasingCache/entry(_:as:)``.
    public nonisolated func entry<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> LeasedEntry<Value>? {
        let stored = try StoredKey(key)
        guard let entry = try await read({ store in try store.entry(stored, at: store.now) }) else {
            noteRead(nil)
            return nil
        }
        return try leasedEntry(type, entry)
    }

    /// Stores `value` with `metadata`. See ``LeasingCache/set(_:to:metadata:expires:)``.
    public nonisolated func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        metadata: EntryMetadata,
        expires: Expiration
    ) async throws(CacheError) {
        for tag in metadata.tagVersions.keys { try tag.validate() }
        let write = try encode(CacheEntry(key, value, expires: expires), metadata: metadata)
        let stamp = metadata.tagVersions.isEmpty ? nil : TagStamp(metadata.tagVersions)
        try await perform(.write, weight: write.weight) { store in try store.write(write, tags: stamp, at: store.now) }
        counters.countWrites()
    }

    /// The entry under `key`, or the right to compute it. See ``LeasingCache/lease(_:for:refreshing:as:)``.
    public nonisolated func lease<Value: CacheValue>(
        _ key: CacheKey,
        for duration: Duration,
        refreshing: Bool,
        as type: Value.Type
    ) async throws(CacheError) -> Lease<Value> {
        let request = LeaseRequest(key: try StoredKey(key), duration: try Self.leaseDuration(duration))
        if !refreshing, let entry = try await read({ store in try store.entry(request.key, at: store.now) }) {
            return .hit(try leasedEntry(type, entry))
        }
        let answer = try await perform(.write) { store in
            try store.lease(request, refreshing: refreshing, at: store.now)
        }
        return try lease(type, answer)
    }

    /// Stores what was computed under a lease. See ``LeasingCache/fill(_:with:metadata:expires:token:)``.
    public nonisolated func fill<Value: CacheValue>(
        _ key: CacheKey,
        with value: Value,
        metadata: EntryMetadata,
        expires: Expiration,
        token: LeaseToken
    ) async throws(CacheError) -> Bool {
        let fill = LeaseFill(key, with: value, metadata: metadata, expires: expires, token: token)
        return try await fillMany([fill]).contains(key)
    }

    /// Gives a lease back. See ``LeasingCache/release(_:token:)``.
    public nonisolated func release(_ key: CacheKey, token: LeaseToken) async throws(CacheError) {
        try await releaseMany([key: token])
    }

    /// ``lease(_:for:refreshing:as:)`` for many keys, in one transaction.
    public nonisolated func leaseMany<Value: CacheValue>(
        _ keys: [CacheKey],
        for duration: Duration,
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Lease<Value>] {
        let milliseconds = try Self.leaseDuration(duration)
        let distinct = Array(Set(keys))
        let requests = try storedKeys(distinct).map { LeaseRequest(key: $0, duration: milliseconds) }
        guard !requests.isEmpty else {
            try await ensureOpen()
            return [:]
        }
        let answers = try await perform(.compoundWrite) { store in
            let now = store.now
            return try requests.map { request in try store.lease(request, refreshing: false, at: now) }
        }
        var leases: [CacheKey: Lease<Value>] = [:]
        do throws(CacheError) {
            for (key, answer) in zip(distinct, answers) { leases[key] = try lease(type, answer) }
            return leases
        } catch {
            let granted = zip(distinct, answers).compactMap { key, answer in answer.token.map { (key, $0) } }
            await giveBack(Dictionary(uniqueKeysWithValues: granted))
            throw error
        }
    }

    /// ``fill(_:with:metadata:expires:token:)`` for many keys, in one transaction.
    public nonisolated func fillMany<Value: CacheValue>(
        _ fills: [LeaseFill<Value>]
    ) async throws(CacheError) -> Set<CacheKey> {
        var prepared: [PreparedFill] = []
        for fill in fills {
            for tag in fill.metadata.tagVersions.keys { try tag.validate() }
            let entry = CacheEntry(fill.key, fill.value, expires: fill.expires)
            prepared.append(
                PreparedFill(
                    write: try encode(entry, metadata: fill.metadata),
                    tags: TagStamp(fill.metadata.tagVersions),
                    token: fill.token.token.bytes
                )
            )
        }
        let ready = prepared
        let weight = ready.reduce(0) { $0 + $1.write.weight }
        let areStored = try await perform(.compoundWrite, weight: weight) { store in
            let now = store.now
            return try ready.map { fill in try store.fill(fill, at: now) }
        }
        let stored = Set(zip(fills, areStored).filter(\.1).map(\.0.key))
        counters.countWrites(areStored.count { $0 })
        return stored
    }

    /// ``release(_:token:)`` for many keys, in one transaction.
    public nonisolated func releaseMany(_ leases: [CacheKey: LeaseToken]) async throws(CacheError) {
        var released: [(StoredKey, [UInt8])] = []
        for (key, token) in leases { released.append((try StoredKey(key), token.token.bytes)) }
        let pairs = released
        try await perform(.compoundWrite) { store in
            for (key, token) in pairs { try store.release(key, token: token) }
        }
    }
}

extension SQLiteCache {
    private static func leaseDuration(_ duration: Duration) throws(CacheError) -> Int64 {
        guard duration > .zero else {
            throw CacheError(.invalidArgument, backend: "sqlite", message: "a lease must last longer than zero")
        }
        return try Expiration.after(duration).milliseconds() ?? Expiration.longestMilliseconds
    }

    private nonisolated func lease<Value: CacheValue>(
        _ type: Value.Type,
        _ answer: LeaseAnswer
    ) throws(CacheError) -> Lease<Value> {
        switch answer {
        case .entry(let entry):
            return .hit(try leasedEntry(type, entry))
        case .granted(let token):
            noteRead(nil)
            return .granted(LeaseToken(CacheToken(token)))
        case .busy(let remaining):
            noteRead(nil)
            return .busy(retryAfter: .milliseconds(remaining))
        }
    }

    private nonisolated func leasedEntry<Value: CacheValue>(
        _ type: Value.Type,
        _ entry: Entry
    ) throws(CacheError) -> LeasedEntry<Value> {
        noteRead(entry)
        do {
            let decoded = try configuration.codec.decodeEntry(type, from: entry.value)
            var metadata = decoded.metadata
            metadata.tagVersions = entry.tags?.versions ?? [:]
            return LeasedEntry(value: decoded.value, metadata: metadata, timeToLive: entry.timeToLive)
        } catch {
            throw error.named("sqlite")
        }
    }
}
