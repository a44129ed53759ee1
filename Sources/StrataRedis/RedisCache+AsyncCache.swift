public import StrataCore
import StrataSupport

extension RedisCache: AsyncCache {
    /// The value of `key`, or nil when there is none or it has expired. See ``AsyncCache/get(_:as:)``.
    public nonisolated func get<Value: CacheValue>(
        _ key: CacheKey,
        as type: Value.Type
    ) async throws(CacheError) -> Value? {
        try key.validate()
        let reply = try await read(on: router.connection(for: key)) { request in
            request.begin(2)
            request.append("GET")
            request.append(space.prefix, key.rawValue)
        }
        guard let bytes = try await entry(key, reply) else {
            counters.countRead(found: false)
            return nil
        }
        counters.countRead(found: true)
        return try decode(type, bytes)
    }

    /// Stores `value` under `key`, replacing value and expiration. See ``AsyncCache/set(_:to:expires:)``.
    ///
    /// - Throws: Also ``CacheError/Code/valueTooLarge``, ``CacheError/Code/storageFull``, ``CacheError/Code/readOnly``,
    ///   ``CacheError/Code/unavailable`` and ``CacheError/Code/permissionDenied``.
    public nonisolated func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) {
        try await store(try encode(CacheEntry(key, value, expires: expires)))
    }

    /// Removes `key`. A missing key is not an error.
    public nonisolated func remove(_ key: CacheKey) async throws(CacheError) {
        try await removeMany([key])
    }

    /// Whether there is an entry under `key` that has not expired.
    public nonisolated func exists(_ key: CacheKey) async throws(CacheError) -> Bool {
        try await ask(.exists, key).integer() == 1
    }

    /// The values of those of `keys` that are there, all of one moment.
    public nonisolated func getMany<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Value] {
        for key in keys { try key.validate() }
        guard !keys.isEmpty else {
            try ensureOpen()
            return [:]
        }
        let reply = try await read(on: router.connection(for: keys)) { request in
            request.begin(1 + keys.count)
            request.append("MGET")
            for key in keys { request.append(space.prefix, key.rawValue) }
        }
        let replies = try reply.elements()
        guard replies.count == keys.count else { throw Self.unexpected }
        var found: [CacheKey: Value] = [:]
        found.reserveCapacity(keys.count)
        for (key, reply) in zip(keys, replies) {
            let bytes = try await entry(key, reply)
            counters.countRead(found: bytes != nil)
            if let bytes, found[key] == nil { found[key] = try decode(type, bytes) }
        }
        return found
    }

    /// Stores all `entries` in one trip. Other clients may see some of them before the rest.
    public nonisolated func setMany<Value: CacheValue>(_ entries: [CacheEntry<Value>]) async throws(CacheError) {
        for entry in entries { try entry.validate() }
        guard !entries.isEmpty else { return try ensureOpen() }
        var writes: [Write] = []
        writes.reserveCapacity(entries.count)
        for entry in entries { writes.append(try encode(entry)) }
        let connection = router.connection(for: writes[0].key)
        let reply = try await write(on: connection, replies: writes.count) { [writes] request in
            for write in writes { append(write, to: &request) }
        }
        try reply.throwRefusals()
        counters.countWrites(entries.count)
    }

    /// Removes all `keys` in one trip and one atomic step. Missing keys are not an error.
    public nonisolated func removeMany(_ keys: [CacheKey]) async throws(CacheError) {
        for key in keys { try key.validate() }
        guard !keys.isEmpty else { return try ensureOpen() }
        let reply = try await write(on: router.connection(for: keys)) { request in
            request.begin(1 + keys.count)
            request.append("UNLINK")
            for key in keys { request.append(space.prefix, key.rawValue) }
        }
        counters.countRemovals(Int(try reply.integer()))
    }
}

extension RedisCache {
    /// Stores one entry.
    nonisolated func store(_ write: Write) async throws(CacheError) {
        _ = try await self.write(on: router.connection(for: write.key)) { request in append(write, to: &request) }
        counters.countWrites()
    }

    /// The entry in the reply to a `GET`; nil when there is none.
    nonisolated func entry(_ key: CacheKey, _ reply: RedisReply) async throws(CacheError) -> [UInt8]? {
        guard let bytes = try reply.bytes() else { return nil }
        switch StoredForm(bytes) {
        case .absent: return nil
        case .entry(let bytes): return bytes
        case .undecided: return try await timedEntry(key)?.bytes
        }
    }

    /// The entry of a key and how long it has, as the server sees it.
    nonisolated func timedEntry(_ key: CacheKey) async throws(CacheError) -> (bytes: [UInt8], timeToLive: TimeToLive)? {
        let reply = try await ask(.read, key)
        if reply == .null { return nil }
        let parts = try reply.elements()
        guard parts.count == 2, let bytes = try parts[0].bytes() else { throw Self.unexpected }
        return (bytes, Self.timeToLive(milliseconds: try parts[1].integer()))
    }

    /// Runs a script that reads one key.
    nonisolated func ask(_ script: RedisScript, _ key: CacheKey) async throws(CacheError) -> RedisReply {
        try key.validate()
        let call = ScriptCall(script, keys: [space.stored(key)])
        return try await run(call, on: router.connection(for: key), isRead: true)
    }

    /// Appends the command that stores an entry. It takes the place of a lease too.
    private nonisolated func append(_ write: Write, to request: inout RequestBuffer) {
        request.begin(write.timeToLive == nil ? 3 : 5)
        request.append("SET")
        request.append(space.prefix, write.key.rawValue)
        request.append(write.bytes)
        guard let timeToLive = write.timeToLive else { return }
        request.append("PX")
        request.append(timeToLive)
    }
}
