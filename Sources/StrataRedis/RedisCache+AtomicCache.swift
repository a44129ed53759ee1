public import StrataCore
import StrataSupport

extension RedisCache: AtomicCache {
    /// Stores `value` unless there is an entry already. See ``AtomicCache/setIfAbsent(_:to:expires:)``.
    public nonisolated func setIfAbsent<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        let write = try encode(CacheEntry(key, value, expires: expires))
        return try await counted(.setIfAbsent, key, [write.bytes, write.timeToLiveText])
    }

    /// Adds `amount` to the counter under `key`. See ``AtomicCache/increment(_:by:expires:)``.
    ///
    /// A counter is stored as decimal text, which every codec reads as an integer. One that was stored by `set` keeps its
    /// expiration and takes this form.
    public nonisolated func increment(
        _ key: CacheKey,
        by amount: Int64,
        expires: Expiration
    ) async throws(CacheError) -> Int64 {
        try key.validate()
        let arguments = [Self.text(amount), Self.text(try expires.milliseconds())]
        // A counter in another form is replaced only as it was read, so that nobody's change is lost.
        for _ in 0..<100 {
            let parts = try await run(.increment, key, arguments).elements()
            guard parts.count == 2, let bytes = try parts[1].bytes() else { throw Self.unexpected }
            if try parts[0].integer() == 1 {
                guard let sum = Int64(String(decoding: bytes, as: UTF8.self)) else { throw Self.unexpected }
                counters.countWrites()
                return sum
            }
            let sum = try sum(of: bytes, and: amount)
            if try await change(.replace, key, [bytes, Self.text(sum)]) {
                counters.countWrites()
                return sum
            }
        }
        throw CacheError(.busy, backend: "redis", message: "the counter was changed by others all the time")
    }

    private nonisolated func sum(of bytes: [UInt8], and amount: Int64) throws(CacheError) -> Int64 {
        let number: Int64
        do {
            number = try configuration.codec.decodeValue(Int64.self, from: bytes)
        } catch {
            throw CacheError(.typeMismatch, backend: "redis", message: "the entry is no integer")
        }
        let (sum, overflow) = number.addingReportingOverflow(amount)
        guard !overflow else {
            throw CacheError(.outOfRange, backend: "redis", message: "the sum does not fit into 64 bits")
        }
        return sum
    }

    /// Stores `token` when the entry is exactly `expected`. See ``AtomicCache/compareAndSet(_:expecting:to:expires:)``.
    public nonisolated func compareAndSet(
        _ key: CacheKey,
        expecting expected: CacheToken?,
        to token: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        let write = try encode(key, token, expires: expires)
        let wanted = expected.map { Self.stored($0) }
        let flag = Self.text(wanted == nil ? 0 : 1)
        return try await counted(.compareAndSet, key, [flag, wanted ?? [], write.bytes, write.timeToLiveText])
    }

    /// Removes the entry when it is exactly `expected`. See ``AtomicCache/compareAndRemove(_:expecting:)``.
    public nonisolated func compareAndRemove(
        _ key: CacheKey,
        expecting expected: CacheToken
    ) async throws(CacheError) -> Bool {
        let isRemoved = try await change(.compareAndRemove, key, [Self.stored(expected)])
        if isRemoved { counters.countRemovals(1) }
        return isRemoved
    }

    /// Gives the entry a new expiration when it is exactly `expected`. See
    /// ``AtomicCache/compareAndExpire(_:expecting:expires:)``.
    public nonisolated func compareAndExpire(
        _ key: CacheKey,
        expecting expected: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        let timeToLive = Self.text(try expires.milliseconds())
        return try await change(.compareAndExpire, key, [Self.stored(expected), timeToLive])
    }

    /// Stores `token` when there is no entry, and draws a fencing number. See ``AtomicCache/acquire(_:token:expires:)``.
    ///
    /// Numbers are at least the microseconds since 1970 of the server's clock, so that they grow even where the server lost
    /// its counter, as long as its clock does not go back.
    public nonisolated func acquire(
        _ key: CacheKey,
        token: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> UInt64? {
        let write = try encode(key, token, expires: expires)
        let keys = [space.stored(key), space.fencingCounter(for: key)]
        let call = ScriptCall(.acquire, keys: keys, [write.bytes, write.timeToLiveText])
        let reply = try await run(call, on: router.connection(for: key))
        if reply == .null { return nil }
        counters.countWrites()
        return UInt64(clamping: try reply.integer())
    }
}

extension RedisCache {
    /// Runs a script on one key.
    nonisolated func run(
        _ script: RedisScript,
        _ key: CacheKey,
        _ arguments: [[UInt8]]
    ) async throws(CacheError) -> RedisReply {
        try await run(ScriptCall(script, keys: [space.stored(key)], arguments), on: router.connection(for: key))
    }

    /// Runs a script that says whether it changed something.
    nonisolated func change(
        _ script: RedisScript,
        _ key: CacheKey,
        _ arguments: [[UInt8]]
    ) async throws(CacheError) -> Bool {
        try key.validate()
        return try await run(script, key, arguments).integer() == 1
    }

    /// The same, counted as a write when it did.
    private nonisolated func counted(
        _ script: RedisScript,
        _ key: CacheKey,
        _ arguments: [[UInt8]]
    ) async throws(CacheError) -> Bool {
        let isDone = try await change(script, key, arguments)
        if isDone { counters.countWrites() }
        return isDone
    }

    /// A number as scripts take it; 0 for nil.
    static func text(_ number: Int64?) -> [UInt8] {
        Array(String(number ?? 0).utf8)
    }
}
