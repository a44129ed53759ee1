public import StrataCore
import StrataSupport

extension RedisCache: LeasingCache {
    /// The entry under `key`, or the right to compute it. See ``LeasingCache/lease(_:for:refreshing:as:)``.
    ///
    /// The server's clock ends a lease. A server that lost it, by eviction, restart or failover, stores no fill of it.
    public nonisolated func lease<Value: CacheValue>(
        _ key: CacheKey,
        for duration: Duration,
        refreshing: Bool,
        as type: Value.Type
    ) async throws(CacheError) -> Lease<Value> {
        try key.validate()
        let request = LeaseRequest(milliseconds: try Self.leaseMilliseconds(duration), refreshing: refreshing)
        let reply = try await run(request.call(space.stored(key)), on: router.connection(for: key))
        return try lease(type, request, reply)
    }

    /// The entry under `key` with all that was stored beside its value. See ``LeasingCache/entry(_:as:)``.
    public nonisolated func entry<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> LeasedEntry<Value>? {
        let found = try await timedEntry(key)
        counters.countRead(found: found != nil)
        guard let (bytes, timeToLive) = found else { return nil }
        return try leasedEntry(type, bytes, timeToLive)
    }

    /// Stores `value` with `metadata`, and voids the lease. See ``LeasingCache/set(_:to:metadata:expires:)``.
    public nonisolated func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        metadata: EntryMetadata,
        expires: Expiration
    ) async throws(CacheError) {
        try await store(try encode(CacheEntry(key, value, expires: expires), metadata: metadata))
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

    /// ``lease(_:for:refreshing:as:)`` for many keys, in one trip.
    public nonisolated func leaseMany<Value: CacheValue>(
        _ keys: [CacheKey],
        for duration: Duration,
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Lease<Value>] {
        for key in keys { try key.validate() }
        let milliseconds = try Self.leaseMilliseconds(duration)
        guard !keys.isEmpty else {
            try ensureOpen()
            return [:]
        }
        let distinct = Array(Set(keys))
        let requests = distinct.map { _ in LeaseRequest(milliseconds: milliseconds, refreshing: false) }
        let calls = zip(distinct, requests).map { key, request in request.call(space.stored(key)) }
        let replies = try await run(calls, on: router.connection(for: keys))
        do throws(CacheError) {
            var leases: [CacheKey: Lease<Value>] = [:]
            for (position, key) in distinct.enumerated() {
                leases[key] = try lease(type, requests[position], replies[position])
            }
            return leases
        } catch {
            let granted = distinct.indices.filter { replies[$0] == .array([.integer(3)]) }
            await giveBack(Dictionary(uniqueKeysWithValues: granted.map { (distinct[$0], requests[$0].token) }))
            throw error
        }
    }

    /// Releases leases whose tokens nobody will learn. Where that fails they end with their time.
    private nonisolated func giveBack(_ leases: [CacheKey: LeaseToken]) async {
        try? await releaseMany(leases)
    }

    /// ``fill(_:with:metadata:expires:token:)`` for many keys, in one trip.
    public nonisolated func fillMany<Value: CacheValue>(
        _ fills: [LeaseFill<Value>]
    ) async throws(CacheError) -> Set<CacheKey> {
        for fill in fills { try CacheEntry(fill.key, fill.value, expires: fill.expires).validate() }
        guard let first = fills.first else {
            try ensureOpen()
            return []
        }
        var calls: [ScriptCall] = []
        for fill in fills {
            let entry = CacheEntry(fill.key, fill.value, expires: fill.expires)
            let write = try encode(entry, metadata: fill.metadata)
            let arguments = [fill.token.token.bytes, write.bytes, write.timeToLiveText]
            calls.append(ScriptCall(.fill, keys: [space.stored(fill.key)], arguments))
        }
        let replies = try await run(calls, on: router.connection(for: first.key))
        var stored: Set<CacheKey> = []
        for (fill, reply) in zip(fills, replies) where try reply.integer() == 1 { stored.insert(fill.key) }
        counters.countWrites(stored.count)
        return stored
    }

    /// ``release(_:token:)`` for many keys, in one trip.
    public nonisolated func releaseMany(_ leases: [CacheKey: LeaseToken]) async throws(CacheError) {
        for key in leases.keys { try key.validate() }
        guard let first = leases.first else { return try ensureOpen() }
        let calls = leases.map { key, token in
            ScriptCall(.release, keys: [space.stored(key)], [token.token.bytes])
        }
        for reply in try await run(calls, on: router.connection(for: first.key)) { _ = try reply.orThrow() }
    }
}

extension RedisCache {
    /// What is asked for one key.
    private struct LeaseRequest: Sendable {
        let token = LeaseToken.random()
        let milliseconds: Int64
        let refreshing: Bool

        func call(_ key: [UInt8]) -> ScriptCall {
            ScriptCall(
                .lease,
                keys: [key],
                [token.token.bytes, RedisCache.text(milliseconds), RedisCache.text(refreshing ? 1 : 0)]
            )
        }
    }

    private nonisolated func lease<Value: CacheValue>(
        _ type: Value.Type,
        _ request: LeaseRequest,
        _ reply: RedisReply
    ) throws(CacheError) -> Lease<Value> {
        let parts = try reply.elements()
        let kind = try parts.first?.integer()
        counters.countRead(found: kind == 1)
        switch (kind, parts.count) {
        case (1, 3):
            guard let bytes = try parts[1].bytes() else { throw Self.unexpected }
            return .hit(try leasedEntry(type, bytes, Self.timeToLive(milliseconds: try parts[2].integer())))
        case (2, 2): return .busy(retryAfter: .milliseconds(max(1, try parts[1].integer())))
        case (3, 1): return .granted(request.token)
        default: throw Self.unexpected
        }
    }

    private nonisolated func leasedEntry<Value: CacheValue>(
        _ type: Value.Type,
        _ bytes: [UInt8],
        _ timeToLive: TimeToLive
    ) throws(CacheError) -> LeasedEntry<Value> {
        do {
            let entry = try configuration.codec.decodeEntry(type, from: bytes)
            return LeasedEntry(value: entry.value, metadata: entry.metadata, timeToLive: timeToLive)
        } catch {
            throw error.named("redis")
        }
    }

    /// At least 1, rounded up.
    private static func leaseMilliseconds(_ duration: Duration) throws(CacheError) -> Int64 {
        guard duration > .zero else {
            throw CacheError(.invalidArgument, backend: "redis", message: "a lease must last longer than zero")
        }
        return try Expiration.after(duration).milliseconds() ?? Expiration.longestMilliseconds
    }
}
