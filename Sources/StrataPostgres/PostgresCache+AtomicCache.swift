public import StrataCore
import StrataSupport

extension PostgresCache: AtomicCache {
    /// Stores `value` unless there is an entry already. See ``AtomicCache/setIfAbsent(_:to:expires:)``.
    public nonisolated func setIfAbsent<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        try await write(.setIfAbsent, try encode(CacheEntry(key, value, expires: expires)).parameters)
    }

    /// Adds `amount` to the counter under `key`. See ``AtomicCache/increment(_:by:expires:)``.
    ///
    /// A counter is a JSON number. One that another codec stored keeps its expiration and takes this form.
    public nonisolated func increment(
        _ key: CacheKey,
        by amount: Int64,
        expires: Expiration
    ) async throws(CacheError) -> Int64 {
        let stored = try storedKey(key)
        let life = try expires.milliseconds()
        let parameters: [Parameter] = [
            .digest(stored.digest), stored.plain.map(Parameter.bytes) ?? .null, .integer(amount), .integer(life),
        ]
        while true {
            if let sum = try await run(Statement(.increment, parameters)).first?.first?.integer(0) {
                counters.countWrites()
                return sum
            }
            if let sum = try await addToOther(stored.digest, amount) {
                counters.countWrites()
                return sum
            }
        }
    }

    /// Stores `token` when the entry is exactly `expected`. See ``AtomicCache/compareAndSet(_:expecting:to:expires:)``.
    public nonisolated func compareAndSet(
        _ key: CacheKey,
        expecting expected: CacheToken?,
        to token: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        let row = try encode(key, token, expires)
        guard let expected else { return try await write(.setIfAbsent, row.parameters) }
        let wanted = Parameter.json(JSONForm.encode(raw: expected.bytes))
        return try await write(
            .compareAndSet,
            [.digest(row.key.digest), .json(row.value), .integer(row.timeToLive), wanted]
        )
    }

    /// Removes the entry when it is exactly `expected`. See ``AtomicCache/compareAndRemove(_:expecting:)``.
    public nonisolated func compareAndRemove(
        _ key: CacheKey,
        expecting expected: CacheToken
    ) async throws(CacheError) -> Bool {
        let wanted = Parameter.json(JSONForm.encode(raw: expected.bytes))
        let isRemoved = try await isDone(Statement(.compareAndRemove, [.digest(KeyDigest(key)), wanted]))
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
        let life = Parameter.integer(try expires.milliseconds())
        let wanted = Parameter.json(JSONForm.encode(raw: expected.bytes))
        return try await isDone(Statement(.compareAndExpire, [.digest(KeyDigest(key)), wanted, life]))
    }

    /// Stores `token` when there is no entry, and draws a fencing number. See ``AtomicCache/acquire(_:token:expires:)``.
    ///
    /// Numbers are drawn from one sequence for the whole table, while the row is locked.
    public nonisolated func acquire(
        _ key: CacheKey,
        token: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> UInt64? {
        let row = try encode(key, token, expires)
        guard let number = try await run(Statement(.acquire, row.parameters)).first?.first?.integer(0) else {
            return nil
        }
        counters.countWrites()
        return UInt64(clamping: number)
    }

    /// A write that returns a row when it was done.
    private nonisolated func write(_ text: StatementText, _ parameters: [Parameter]) async throws(CacheError) -> Bool {
        let isDone = try await isDone(Statement(text, parameters))
        if isDone { counters.countWrites() }
        return isDone
    }

    /// Adds to an entry to which the server could not.
    ///
    /// - Returns: The sum; nil when the entry has changed meanwhile.
    private nonisolated func addToOther(_ key: KeyDigest, _ amount: Int64) async throws(CacheError) -> Int64? {
        let statement = Statement(.counter, [.digest(key), .integer(amount)])
        guard let row = try await run(statement).first?.first, !row.boolean(1), let json = row.json(0) else {
            return nil
        }
        let bytes = try JSONForm.decode(json)
        guard let value = try? configuration.codec.decodeValue(Int64.self, from: bytes) else {
            throw CacheError(.typeMismatch, backend: "postgres", message: "the entry is no integer")
        }
        let (sum, overflow) = value.addingReportingOverflow(amount)
        guard !overflow else {
            throw CacheError(.outOfRange, backend: "postgres", message: "the sum does not fit into 64 bits")
        }
        let replacement = Statement(.replaceCounter, [.digest(key), .json(json), .integer(sum)])
        return try await isDone(replacement) ? sum : nil
    }
}
