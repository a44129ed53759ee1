public import StrataCore

/// A cache that keeps a record of all calls, in the order in which they were answered.
///
/// ```swift
/// let cache = RecordingCache(MemoryCache())
/// ...
/// #expect(cache.calls == [RecordedCall(.get, ["key"], .found(0)), RecordedCall(.set, ["key"])])
/// ```
///
/// It has the capabilities of its base, and records every operation of each of them. It stands for its base: closing it closes
/// the base.
public struct RecordingCache<Base: AsyncCache>: InterceptingCache {
    /// The cache that answers.
    public let base: Base

    private let log = Record<RecordedCall>()

    /// Wraps a cache. Copies of the wrapper share their record.
    public init(_ base: Base) {
        self.base = base
    }

    /// All calls so far.
    public var calls: [RecordedCall] { log.all }

    /// How often an operation was called.
    public func count(of operation: CacheOperation) -> Int {
        calls.count { $0.operation == operation }
    }

    /// Forgets all calls.
    public func removeAllCalls() {
        log.removeAll()
    }

    /// Passes the call on and records it.
    public func intercept<Outcome>(
        _ call: CacheCall<Outcome>,
        _ proceed: () async throws(CacheError) -> Outcome
    ) async throws(CacheError) -> Outcome {
        do throws(CacheError) {
            let outcome = try await proceed()
            let answer = call.entriesFound(in: outcome).map(RecordedCall.Answer.found) ?? .done
            log.append(RecordedCall(call.operation, call.keys, answer))
            return outcome
        } catch {
            log.append(RecordedCall(call.operation, call.keys, .failed(error.code)))
            throw error
        }
    }
}

extension RecordingCache: AtomicCache where Base: AtomicCache {}
extension RecordingCache: ExpiringCache where Base: ExpiringCache {}
extension RecordingCache: ScannableCache where Base: ScannableCache {}
extension RecordingCache: TaggingCache where Base: TaggingCache {}
extension RecordingCache: LeasingCache where Base: LeasingCache {}
extension RecordingCache: ManagedCache where Base: ManagedCache {}
