import StrataCore

/// One owner's claim to one lock: the entry of the lock and the token that marks it as the owner's.
struct LockClaim: Sendable {
    let cache: any AtomicCache
    let key: CacheKey
    let token = CacheToken.random()
    let lease: Duration

    /// Draws a fencing number; nil when somebody else holds the lock.
    func acquire() async throws(CacheError) -> UInt64? {
        do throws(CacheError) {
            return try await cache.acquire(key, token: token, expires: .after(lease))
        } catch {
            if Self.mayHaveTakenPlace(error) { _ = await withdraw() }
            throw error
        }
    }

    /// Gives the entry a whole lease from now on.
    ///
    /// - Returns: False when the entry is not this owner's any more.
    func renew() async throws(CacheError) -> Bool {
        try await cache.compareAndExpire(key, expecting: token, expires: .after(lease))
    }

    /// Removes the entry when it is this owner's, also where the caller is cancelled.
    func withdraw() async -> Withdrawal {
        await runToTheEnd {
            do throws(CacheError) {
                return try await cache.compareAndRemove(key, expecting: token) ? .removed : .notOurs
            } catch {
                return .failed(error)
            }
        }
    }

    /// How taking a claim back went.
    enum Withdrawal: Sendable {
        case removed
        /// There was no entry, or it was somebody else's.
        case notOurs
        case failed(CacheError)
    }

    /// Whether the entry may be there all the same.
    private static func mayHaveTakenPlace(_ error: CacheError) -> Bool {
        [.cancelled, .deadlineExceeded, .unavailable, .backendFailure].contains(error.code)
    }
}
