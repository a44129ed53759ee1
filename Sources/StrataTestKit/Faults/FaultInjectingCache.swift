public import StrataCore

/// A cache in which things go wrong, as they do on a network: for tests of whatever uses a cache.
///
/// ```swift
/// let cache = FaultInjectingCache(MemoryCache())
/// cache.faults.add(.failure(.unavailable), to: [.get], times: 2)
/// cache.faults.add(.lostWrite, probability: 0.1)
/// ```
///
/// It has the capabilities of its base, and every operation of each of them can go wrong. It stands for its base: closing it
/// closes the base.
public struct FaultInjectingCache<Base: AsyncCache>: InterceptingCache {
    /// The cache that works.
    public let base: Base

    /// What goes wrong, and when.
    public let faults: FaultPlan

    /// Wraps a cache.
    ///
    /// - Parameters:
    ///   - base: The cache that works.
    ///   - faults: What goes wrong, and when; nothing at first by default. Several caches may share a plan.
    public init(_ base: Base, faults: FaultPlan = FaultPlan()) {
        self.base = base
        self.faults = faults
    }

    /// Lets the call pass, or injects its faults.
    public func intercept<Outcome>(
        _ call: CacheCall<Outcome>,
        _ proceed: () async throws(CacheError) -> Outcome
    ) async throws(CacheError) -> Outcome {
        for fault in faults.faults(of: call) {
            switch fault {
            case .failure(let error): throw error
            case .lostAnswer(let error):
                _ = try await proceed()
                throw error
            case .lostWrite:
                if let outcome = call.assumedOutcome, call.operation.effect != .none { return outcome }
            case .corruptRead:
                let outcome = try await proceed()
                guard call.operation.decodes, call.entriesFound(in: outcome) ?? 0 > 0 else { return outcome }
                throw CacheError(.decodingFailed, backend: "faults", message: "injected")
            case .hold(let gate):
                do {
                    try await gate.pass()
                } catch {
                    throw CacheError(.cancelled, backend: "faults")
                }
            }
        }
        return try await proceed()
    }
}

extension FaultInjectingCache: AtomicCache where Base: AtomicCache {}
extension FaultInjectingCache: ExpiringCache where Base: ExpiringCache {}
extension FaultInjectingCache: ScannableCache where Base: ScannableCache {}
extension FaultInjectingCache: TaggingCache where Base: TaggingCache {}
extension FaultInjectingCache: LeasingCache where Base: LeasingCache {}
extension FaultInjectingCache: ManagedCache where Base: ManagedCache {}

extension CacheOperation {
    /// Whether the operation reads values, and not only whether they are there.
    fileprivate var decodes: Bool {
        switch self {
        case .get, .getMany, .getWithTimeToLive, .entry, .lease, .leaseMany: true
        default: false
        }
    }
}
