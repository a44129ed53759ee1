import StrataCore
import StrataMemory
import Synchronization

/// A cache in memory whose operations a test counts, lets fail, and keeps from answering.
final class UnsteadyCache: AtomicCache {
    /// What an operation does instead of answering.
    enum Fault: Sendable {
        /// Fails before it has done anything.
        case fails(CacheError.Code)
        /// Does what was asked, and fails all the same.
        case failsAfterwards(CacheError.Code)
        /// Waits behind a door before it does anything.
        case waits(Door)
    }

    enum Operation: Hashable, Sendable {
        case getMany, increment, acquire, compareAndRemove, compareAndExpire
    }

    private struct State {
        var faults: [Operation: Fault] = [:]
        var calls: [Operation] = []
    }

    let memory: MemoryCache
    private let state = Mutex(State())

    init(clock: any CacheClock) {
        var configuration = MemoryCache.Configuration()
        configuration.clock = clock
        configuration.sweepInterval = nil
        memory = MemoryCache(configuration)
    }

    /// What was called so far, since this was last read.
    func takeCalls() -> [Operation] {
        state.withLock { state in
            defer { state.calls = [] }
            return state.calls
        }
    }

    func set(_ fault: Fault?, on operation: Operation) {
        state.withLock { $0.faults[operation] = fault }
    }

    func get<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) async throws(CacheError) -> Value? {
        try memory.get(key, as: type)
    }

    func set<Value: CacheValue>(_ key: CacheKey, to value: Value, expires: Expiration) async throws(CacheError) {
        try memory.set(key, to: value, expires: expires)
    }

    func remove(_ key: CacheKey) async throws(CacheError) { try memory.remove(key) }

    func exists(_ key: CacheKey) async throws(CacheError) -> Bool { try memory.exists(key) }

    func clear() async throws(CacheError) { try memory.clear() }

    func getMany<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Value] {
        try await perform(.getMany) { () throws(CacheError) in try memory.getMany(keys, as: type) }
    }

    func setIfAbsent<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        try memory.setIfAbsent(key, to: value, expires: expires)
    }

    func increment(_ key: CacheKey, by amount: Int64, expires: Expiration) async throws(CacheError) -> Int64 {
        try await perform(.increment) { () throws(CacheError) in
            try memory.increment(key, by: amount, expires: expires)
        }
    }

    func compareAndSet(
        _ key: CacheKey,
        expecting expected: CacheToken?,
        to token: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        try memory.compareAndSet(key, expecting: expected, to: token, expires: expires)
    }

    func compareAndRemove(_ key: CacheKey, expecting expected: CacheToken) async throws(CacheError) -> Bool {
        try await perform(.compareAndRemove) { () throws(CacheError) in
            if Task.isCancelled { throw CacheError(.cancelled) }
            return try memory.compareAndRemove(key, expecting: expected)
        }
    }

    func compareAndExpire(
        _ key: CacheKey,
        expecting expected: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool {
        try await perform(.compareAndExpire) { () throws(CacheError) in
            try memory.compareAndExpire(key, expecting: expected, expires: expires)
        }
    }

    func acquire(_ key: CacheKey, token: CacheToken, expires: Expiration) async throws(CacheError) -> UInt64? {
        try await perform(.acquire) { () throws(CacheError) in
            try memory.acquire(key, token: token, expires: expires)
        }
    }

    private func perform<Outcome>(
        _ operation: Operation,
        _ body: () throws(CacheError) -> Outcome
    ) async throws(CacheError) -> Outcome {
        let fault = state.withLock { state in
            state.calls.append(operation)
            return state.faults[operation]
        }
        switch fault {
        case .fails(let code):
            throw CacheError(code)
        case .failsAfterwards(let code):
            _ = try body()
            throw CacheError(code)
        case .waits(let door):
            await door.pass()
            return try body()
        case nil:
            return try body()
        }
    }
}
