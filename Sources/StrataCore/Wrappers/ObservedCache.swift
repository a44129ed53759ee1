/// A cache that tells an observer of every operation.
///
/// Made by ``AsyncCache/observed(by:as:)``. A read is a ``CacheEvent/Kind/hit`` or a ``CacheEvent/Kind/miss``, a batch of
/// reads one of each with its count; writes and removals are one event an operation, also where their condition did not hold;
/// whatever throws is a ``CacheEvent/Kind/failure``. Scans, releases, versions of tags, statistics, `ping` and `close` are
/// reported only when they fail. Every event has the duration of its operation. It stands for its base: closing it closes the
/// base.
public struct ObservedCache<Base: AsyncCache>: InterceptingCache {
    /// The cache that is observed.
    public let base: Base

    private let observer: any CacheObserver
    private let source: String

    init(base: Base, observer: any CacheObserver, source: String) {
        self.base = base
        self.observer = observer
        self.source = source
    }

    /// Runs an operation and reports what came of it.
    public func intercept<Outcome>(
        _ call: CacheCall<Outcome>,
        _ proceed: () async throws(CacheError) -> Outcome
    ) async throws(CacheError) -> Outcome {
        let clock = ContinuousClock()
        let start = clock.now
        do throws(CacheError) {
            let outcome = try await proceed()
            report(call, outcome, start.duration(to: clock.now))
            return outcome
        } catch {
            let duration = start.duration(to: clock.now)
            observer.record(CacheEvent(.failure, source: source, key: call.key, duration: duration, error: error))
            throw error
        }
    }

    private func report<Outcome>(_ call: CacheCall<Outcome>, _ outcome: Outcome, _ duration: Duration) {
        switch call.operation.effect {
        case .none: break
        case .write: report(.write, call.key, keyCount(call), duration)
        case .removal: report(.removal, call.key, keyCount(call), duration)
        case .read:
            let found = call.entriesFound(in: outcome) ?? 0
            report(.hit, call.key, found, duration)
            report(.miss, call.key, distinctKeyCount(call) - found, duration)
        }
    }

    private func keyCount<Outcome>(_ call: CacheCall<Outcome>) -> Int {
        if case .keys(let keys) = call.subject { keys.count } else { 1 }
    }

    private func distinctKeyCount<Outcome>(_ call: CacheCall<Outcome>) -> Int {
        if case .keys(let keys) = call.subject { Set(keys).count } else { 1 }
    }

    private func report(_ kind: CacheEvent.Kind, _ key: CacheKey?, _ count: Int, _ duration: Duration) {
        guard count > 0 else { return }
        observer.record(CacheEvent(kind, source: source, key: key, count: count, duration: duration))
    }
}

extension ObservedCache: AtomicCache where Base: AtomicCache {}
extension ObservedCache: ExpiringCache where Base: ExpiringCache {}
extension ObservedCache: ScannableCache where Base: ScannableCache {}
extension ObservedCache: TaggingCache where Base: TaggingCache {}
extension ObservedCache: LeasingCache where Base: LeasingCache {}
extension ObservedCache: ManagedCache where Base: ManagedCache {}

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
