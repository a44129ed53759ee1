import StrataCore
import StrataLayered
import StrataMemory
import StrataTestKit
import Synchronization

/// Nodes before one second level, under a clock that stands still.
struct LayeredTestBed {
    let clock = ManualClock()
    let shared: MemoryCache
    let secondLevel: any AsyncCache
    let trips = EventCounter()
    let channel: InProcessChannel?

    /// - Parameters:
    ///   - isPlain: Whether the second level can do nothing but the five operations.
    ///   - channel: How nodes hear of each other; nil for not at all.
    init(isPlain: Bool = false, channel: InProcessChannel? = nil) {
        var configuration = MemoryCache.Configuration()
        configuration.clock = clock
        configuration.storage = .encoded(JSONCodec())
        shared = MemoryCache(configuration)
        let observed = shared.observed(by: trips, as: "second")
        secondLevel = isPlain ? PlainView(base: observed) : observed
        self.channel = channel
    }

    func node(_ adjust: (inout LayeredCache.Configuration) -> Void = { _ in }) -> LayeredCache {
        var memory = MemoryCache.Configuration()
        memory.clock = clock
        var configuration = LayeredCache.Configuration()
        configuration.clock = clock
        adjust(&configuration)
        return LayeredCache(
            memory: MemoryCache(memory),
            secondLevel: secondLevel,
            channel: channel,
            configuration: configuration
        )
    }
}

/// Counts events by kind, with the number of their keys.
final class EventCounter: CacheObserver {
    private let counts = Mutex<[CacheEvent.Kind: (events: Int, keys: Int)]>([:])

    var total: Int { counts.withLock { $0.values.reduce(0) { $0 + $1.events } } }

    func record(_ event: CacheEvent) {
        counts.withLock { counts in
            counts[event.kind, default: (0, 0)].events += 1
            counts[event.kind, default: (0, 0)].keys += event.count
        }
    }

    func events(_ kind: CacheEvent.Kind) -> Int { counts.withLock { $0[kind]?.events ?? 0 } }
    func keys(_ kind: CacheEvent.Kind) -> Int { counts.withLock { $0[kind]?.keys ?? 0 } }
    func reset() { counts.withLock { $0 = [:] } }
}

/// A cache of five methods and nothing more.
struct PlainView: AsyncCache {
    let base: any AsyncCache

    func get<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) async throws(CacheError) -> Value? {
        try await base.get(key, as: type)
    }

    func set<Value: CacheValue>(_ key: CacheKey, to value: Value, expires: Expiration) async throws(CacheError) {
        try await base.set(key, to: value, expires: expires)
    }

    func remove(_ key: CacheKey) async throws(CacheError) { try await base.remove(key) }
    func exists(_ key: CacheKey) async throws(CacheError) -> Bool { try await base.exists(key) }
    func clear() async throws(CacheError) { try await base.clear() }
}

/// A load whose runs are counted, and that waits until it is let go.
final class SlowLoad: Sendable {
    private let state = Mutex((runs: 0, isOpen: false, waiting: [CheckedContinuation<Void, Never>]()))
    private let watchers = Mutex<[(Int, CheckedContinuation<Void, Never>)]>([])

    var runs: Int { state.withLock { $0.runs } }

    /// Counts a run and waits.
    func pass() async {
        let runs = state.withLock { state in
            state.runs += 1
            return state.runs
        }
        let arrived = watchers.withLock { watchers in
            defer { watchers.removeAll { $0.0 <= runs } }
            return watchers.filter { $0.0 <= runs }.map(\.1)
        }
        for watcher in arrived { watcher.resume() }
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    /// Lets all go, now and later.
    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Waits until so many runs have begun.
    func begun(_ count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let isThere = watchers.withLock { watchers in
                guard runs < count else { return true }
                watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}
