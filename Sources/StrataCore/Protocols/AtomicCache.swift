/// A cache whose changes can depend on what is there, each in one atomic step, whoever races for it.
///
/// An expired entry counts as absent at once.
public protocol AtomicCache: AsyncCache {
    /// Stores `value` unless there is an entry already.
    ///
    /// - Returns: Whether this call stored its value. Of any number of racing calls exactly one does.
    func setIfAbsent<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) -> Bool

    /// Adds `amount` to the counter under `key`, creating it at zero when there is none.
    ///
    /// A counter is a stored integer: `get(key, as: Int64.self)` reads it, `set(key, to: 5)` writes it.
    ///
    /// - Parameters:
    ///   - key: The counter.
    ///   - amount: What to add; may be negative.
    ///   - expires: Applied exactly when this call creates the counter, and never changed by later calls.
    /// - Returns: The sum.
    /// - Throws: ``CacheError/Code/typeMismatch`` when the entry is no integer, ``CacheError/Code/outOfRange`` when the sum
    ///   does not fit; the entry is unchanged in both cases.
    func increment(_ key: CacheKey, by amount: Int64, expires: Expiration) async throws(CacheError) -> Int64

    /// Stores `token` when the entry under `key` is exactly `expected`, or when there is no entry and `expected` is nil.
    ///
    /// - Returns: Whether the token was stored.
    func compareAndSet(
        _ key: CacheKey,
        expecting expected: CacheToken?,
        to token: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool

    /// Removes the entry under `key` when it is exactly `expected`.
    ///
    /// - Returns: Whether it was removed.
    func compareAndRemove(_ key: CacheKey, expecting expected: CacheToken) async throws(CacheError) -> Bool

    /// Gives the entry under `key` a new expiration when it is exactly `expected`.
    ///
    /// - Returns: Whether it was changed.
    func compareAndExpire(
        _ key: CacheKey,
        expecting expected: CacheToken,
        expires: Expiration
    ) async throws(CacheError) -> Bool

    /// Stores `token` when there is no entry under `key`, and draws a fencing number.
    ///
    /// Fencing numbers of one key only grow, also after the entry has expired or was removed, so that whatever is written
    /// under a number can be refused once a greater one was seen (M. Kleppmann, "How to do distributed locking", 2016).
    /// They need not be consecutive. A cleared cache goes on counting.
    ///
    /// - Returns: The fencing number, at least 1; nil when there is an entry already.
    func acquire(_ key: CacheKey, token: CacheToken, expires: Expiration) async throws(CacheError) -> UInt64?
}

extension AtomicCache {
    /// Adds 1 to the counter under `key`. See ``increment(_:by:expires:)``.
    public func increment(_ key: CacheKey, expires: Expiration) async throws(CacheError) -> Int64 {
        try await increment(key, by: 1, expires: expires)
    }

    /// Takes `amount` from the counter under `key`, creating it at zero when there is none.
    ///
    /// - Throws: As ``increment(_:by:expires:)``; ``CacheError/Code/outOfRange`` also for `Int64.min`, whose negative does
    ///   not fit.
    public func decrement(
        _ key: CacheKey,
        by amount: Int64 = 1,
        expires: Expiration
    ) async throws(CacheError) -> Int64 {
        guard amount != .min else { throw CacheError(.outOfRange, message: "the amount has no negative in 64 bits") }
        return try await increment(key, by: -amount, expires: expires)
    }
}
