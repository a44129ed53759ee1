/// A cache that tells an observer of every operation.
///
/// Made by ``AsyncCache/observed(by:as:)``. A read is a ``CacheEvent/Kind/hit`` or a ``CacheEvent/Kind/miss``, a batch of
/// reads one of each with its count; writes and removals are one event an operation; whatever throws is
/// a ``CacheEvent/Kind/failure``. Every event has the duration of its operation. It stands for its base: closing it closes
/// the base.
public struct ObservedCache<Base: AsyncCache>: AsyncCache {
    /// The cache that is observed.
    public let base: Base

    private let observer: any CacheObserver
    private let source: String

    init(base: Base, observer: any CacheObserver, source: String) {
        self.base = base
        self.observer = observer
        self.source = source
    }

    /// The base's.
    public var defaultExpiration: Expiration { base.defaultExpiration }

    /// Reads from the base.
    public func get<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) async throws(CacheError) -> Value? {
        try await observing(key, hits: Observation.hits) { try await base.get(key, as: type) }
    }

    /// Writes to the base.
    public func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) {
        try await observing(key, .write) { try await base.set(key, to: value, expires: expires) }
    }

    /// Removes from the base.
    public func remove(_ key: CacheKey) async throws(CacheError) {
        try await observing(key, .removal) { try await base.remove(key) }
    }

    /// Asks the base.
    public func exists(_ key: CacheKey) async throws(CacheError) -> Bool {
        try await observing(key, hits: Observation.hits) { try await base.exists(key) }
    }

    /// Clears the base.
    public func clear() async throws(CacheError) {
        try await observing(nil, .removal) { try await base.clear() }
    }

    /// Reads from the base.
    public func getMany<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Value] {
        let wanted = Set(keys).count
        return try await observing(nil, wanted: wanted, hits: \.count) { try await base.getMany(keys, as: type) }
    }

    /// Writes to the base.
    public func setMany<Value: CacheValue>(_ entries: [CacheEntry<Value>]) async throws(CacheError) {
        try await observing(nil, .write, count: entries.count) { try await base.setMany(entries) }
    }

    /// Removes from the base.
    public func removeMany(_ keys: [CacheKey]) async throws(CacheError) {
        try await observing(nil, .removal, count: keys.count) { try await base.removeMany(keys) }
    }

    /// Runs an operation and reports it as `kind`, or its failure.
    func observing<Outcome>(
        _ key: CacheKey?,
        _ kind: CacheEvent.Kind,
        count: Int = 1,
        _ operation: () async throws -> Outcome
    ) async throws(CacheError) -> Outcome {
        let (outcome, duration) = try await timed(key, operation)
        if count > 0 { report(kind, key, count, duration) }
        return outcome
    }

    /// Runs a read of `wanted` keys and reports how many of them were hits and misses, or its failure.
    func observing<Outcome>(
        _ key: CacheKey?,
        wanted: Int = 1,
        hits: (Outcome) -> Int,
        _ operation: () async throws -> Outcome
    ) async throws(CacheError) -> Outcome {
        let (outcome, duration) = try await timed(key, operation)
        let found = hits(outcome)
        if found > 0 { report(.hit, key, found, duration) }
        if found < wanted { report(.miss, key, wanted - found, duration) }
        return outcome
    }

    private func timed<Outcome>(
        _ key: CacheKey?,
        _ operation: () async throws -> Outcome
    ) async throws(CacheError) -> (Outcome, Duration) {
        let clock = ContinuousClock()
        let start = clock.now
        do {
            let outcome = try await operation()
            return (outcome, start.duration(to: clock.now))
        } catch {
            // Every operation throws CacheError; a closure around it does not keep that in its type.
            let failure = error as? CacheError ?? CacheError(.backendFailure, underlying: error)
            let duration = start.duration(to: clock.now)
            observer.record(CacheEvent(.failure, source: source, key: key, duration: duration, error: failure))
            throw failure
        }
    }

    private func report(_ kind: CacheEvent.Kind, _ key: CacheKey?, _ count: Int, _ duration: Duration) {
        observer.record(CacheEvent(kind, source: source, key: key, count: count, duration: duration))
    }
}

/// How answers count as hits.
enum Observation {
    static func hits<Value>(_ value: Value?) -> Int { value == nil ? 0 : 1 }
    static func hits(_ isThere: Bool) -> Int { isThere ? 1 : 0 }
    static func hits(_ timeToLive: TimeToLive) -> Int { timeToLive == .absent ? 0 : 1 }
    static func hits<Value>(_ lease: Lease<Value>) -> Int { if case .hit = lease { 1 } else { 0 } }
}

extension ObservedCache: IdentifiedCache {
    package var identity: CacheIdentity? { CacheIdentity.of(base) }
}

extension AsyncCache {
    /// This cache, telling `observer` of every operation.
    ///
    /// - Parameters:
    ///   - observer: Who is told, on the path of the operation.
    ///   - source: The name of the cache in events; a name from a small set, fit for a metric label.
    public func observed(by observer: any CacheObserver, as source: String) -> ObservedCache<Self> {
        ObservedCache(base: self, observer: observer, source: source)
    }
}
