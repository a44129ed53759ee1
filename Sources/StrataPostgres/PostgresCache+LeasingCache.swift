public import StrataCore
import StrataSupport

extension PostgresCache: LeasingCache {
    /// The entry under `key` with its metadata; nil when there is none. See ``LeasingCache/entry(_:as:)``.
    public nonisolated func entry<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> LeasedEntry<Value>? {
        let row = try await row(.fetch(KeyDigest(key)))
        counters.countRead(found: row != nil)
        guard let row else { return nil }
        return try leasedEntry(type, row)
    }

    /// Stores `value` with `metadata`. See ``LeasingCache/set(_:to:metadata:expires:)``.
    public nonisolated func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        metadata: EntryMetadata,
        expires: Expiration
    ) async throws(CacheError) {
        let tags = try TagStamp(metadata.tagVersions)
        let row = try encode(CacheEntry(key, value, expires: expires), metadata: metadata)
        if tags.isEmpty {
            _ = try await perform(.write(row))
        } else {
            _ = try await run(Statement(.writeTagged, row.parameters + tags.parameters))
        }
        counters.countWrites()
    }

    /// The entry under `key`, or the right to compute it. See ``LeasingCache/lease(_:for:refreshing:as:)``.
    ///
    /// An entry that is there costs no more than `get`: only a missing one makes a second trip.
    public nonisolated func lease<Value: CacheValue>(
        _ key: CacheKey,
        for duration: Duration,
        refreshing: Bool,
        as type: Value.Type
    ) async throws(CacheError) -> Lease<Value> {
        let milliseconds = try Self.leaseDuration(duration)
        if !refreshing, let row = try await row(.fetch(KeyDigest(key))) {
            counters.countRead(found: true)
            return .hit(try leasedEntry(type, row))
        }
        let leases: [CacheKey: Lease<Value>] = try await leases([key], milliseconds, refreshing: refreshing)
        return leases[key] ?? .busy(retryAfter: .milliseconds(1))
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
        guard !keys.isEmpty else {
            try await ensureOpen()
            return [:]
        }
        return try await leases(keys, milliseconds, refreshing: false)
    }

    /// ``fill(_:with:metadata:expires:token:)`` for many keys, in one transaction.
    public nonisolated func fillMany<Value: CacheValue>(
        _ fills: [LeaseFill<Value>]
    ) async throws(CacheError) -> Set<CacheKey> {
        var prepared: [(key: CacheKey, digest: KeyDigest, statement: Statement)] = []
        for fill in fills {
            let tags = try TagStamp(fill.metadata.tagVersions)
            let row = try encode(CacheEntry(fill.key, fill.value, expires: fill.expires), metadata: fill.metadata)
            let parameters: [Parameter] = [
                .digest(row.key.digest), .json(row.value), .integer(row.timeToLive), .bytes(fill.token.token.bytes),
            ]
            let statement = Statement(.fill, parameters + tags.parameters)
            prepared.append((fill.key, row.key.digest, statement))
        }
        prepared.sort { $0.digest < $1.digest }
        guard case .results(let results) = try await perform(.script(Script(prepared.map(\.statement)))) else {
            return []
        }
        let stored = zip(prepared, results).filter { $0.1.count > 0 }.map(\.0.key)
        counters.countWrites(stored.count)
        return Set(stored)
    }

    /// ``release(_:token:)`` for many keys, in one transaction.
    public nonisolated func releaseMany(_ leases: [CacheKey: LeaseToken]) async throws(CacheError) {
        let statements = try distinct(leases.keys).flatMap { key, stored -> [Statement] in
            let parameters: [Parameter] = [.digest(stored.digest), .bytes(leases[key]?.token.bytes ?? [])]
            return [Statement(.releaseRow, parameters), Statement(.release, parameters)]
        }
        _ = try await perform(.script(Script(statements)))
    }
}

extension PostgresCache {
    private static func leaseDuration(_ duration: Duration) throws(CacheError) -> Int64 {
        guard duration > .zero else {
            throw CacheError(.invalidArgument, backend: "postgres", message: "a lease must last longer than zero")
        }
        return try Expiration.after(duration).milliseconds() ?? Expiration.longestMilliseconds
    }

    private nonisolated func leases<Value: CacheValue>(
        _ keys: [CacheKey],
        _ milliseconds: Int64,
        refreshing: Bool
    ) async throws(CacheError) -> [CacheKey: Lease<Value>] {
        let pairs = try distinct(keys)
        let tokens = pairs.map { _ in LeaseToken.random() }
        let digests = Parameter.digests(pairs.map(\.stored.digest))
        let results = try await run(
            Statement(
                .lease,
                [
                    digests, .texts(pairs.map(\.stored.plain)), .byteas(tokens.map(\.token.bytes)),
                    .integer(milliseconds), .boolean(refreshing),
                ]
            ),
            Statement(.leaseState, [digests])
        )
        let granted = results.first?.rowsByKey() ?? [:]
        let states = results.last?.rowsByKey() ?? [:]
        let held = zip(pairs, tokens).filter { granted[$0.0.stored.digest] != nil }.map { ($0.0.key, $0.1) }
        let heldTokens = Dictionary(uniqueKeysWithValues: held)
        do throws(CacheError) {
            var leases: [CacheKey: Lease<Value>] = [:]
            for (key, stored) in pairs {
                leases[key] = try lease(
                    granted: heldTokens[key],
                    state: states[stored.digest],
                    refreshing: refreshing
                )
            }
            return leases
        } catch {
            await giveBack(heldTokens)
            throw error
        }
    }

    private nonisolated func lease<Value: CacheValue>(
        granted token: LeaseToken?,
        state: ResultRow?,
        refreshing: Bool
    ) throws(CacheError) -> Lease<Value> {
        if token == nil, !refreshing, let state, state.boolean(4) {
            counters.countRead(found: true)
            return .hit(try leasedEntry(Value.self, state))
        }
        counters.countRead(found: false)
        if let token { return .granted(token) }
        // Where whoever had it is gone by now, it is free at once.
        return .busy(retryAfter: .milliseconds(max(1, state?.integer(5) ?? 1)))
    }
}

extension TagStamp {
    /// The last two parameters of statements that store tags; null where there are none.
    var parameters: [Parameter] {
        isEmpty ? [.null, .null] : [.digests(keys), .integers(versions)]
    }
}
