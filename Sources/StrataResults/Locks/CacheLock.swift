public import StrataCore

/// Locks that processes share through a cache.
///
/// ```swift
/// let lock = try CacheLock(in: cache)
/// try await lock.withLock("nightly-report") { held in
///     try await storage.write(report, fencingNumber: held.fencingNumber)
/// }
/// ```
///
/// **What it is.** A lease that is renewed while it is held. It saves work: of many processes one does what need be
/// done once. An entry of the cache carries the owner's random token; only its owner renews or removes it.
///
/// **What it is not.** Proof that nobody else is at work. A process that is stopped for longer than its lease, by the
/// scheduler, a debugger or a suspended machine, goes on as if it held the lock; so may a cache lose the entry that it
/// evicted, that somebody cleared, or that a failed-over replica has never seen. Where two at work do harm, the
/// resource itself has to refuse the late one by ``HeldLock/fencingNumber`` (M. Kleppmann, "How to do distributed
/// locking", 2016).
///
/// A lock is not fair, for those who wait ask again after random times, and not reentrant. A cache that changes its
/// house in an outage, such as a fallback, is no ``StrataCore/AtomicCache`` and so can hold no lock.
public struct CacheLock: Sendable {
    private let cache: any AtomicCache
    private let lease: Duration
    private let prefix: String
    private let clock: any SleepingClock

    /// Locks in `cache`. Everybody who means the same locks uses the same prefix.
    ///
    /// - Parameters:
    ///   - cache: Where the locks are. One that evicts takes locks away: give it room, or a cache of its own.
    ///   - lease: How long a lock stays when its holder has died; it is renewed at every third of it. 30 seconds by
    ///     default, at least 10 milliseconds and at most a day. Several times as long as the cache may take to answer.
    ///   - prefix: What all keys begin with; `"lock"` by default.
    ///   - clock: Measures and waits; by default one that goes on while the machine is suspended.
    /// - Throws: ``StrataCore/CacheError/Code/invalidConfiguration`` when the lease is out of its range.
    public init(
        in cache: any AtomicCache,
        lease: Duration = .seconds(30),
        prefix: String = "lock",
        clock: any SleepingClock = BootClock()
    ) throws(CacheError) {
        guard lease >= .milliseconds(10), lease <= .seconds(86_400) else {
            throw CacheError(.invalidConfiguration, message: "a lease takes between 10 milliseconds and a day")
        }
        self.cache = cache
        self.lease = lease
        self.prefix = prefix
        self.clock = clock
    }

    /// Runs `body` while holding the lock `name`, and frees it whatever happens.
    ///
    /// When the lock is lost, because its lease could not be renewed in time or its entry is gone, the task of `body`
    /// is cancelled. The call waits for `body` all the same: what comes after it is never at work beside it.
    ///
    /// - Parameters:
    ///   - name: Which lock. Any text.
    ///   - timeout: How long to wait for another holder; zero tries once. 30 seconds by default.
    ///   - body: What to do. Runs in a task of its own, which is cancelled with the caller's.
    /// - Returns: What `body` returns. When only freeing the lock failed it is returned too; the lock is free when its
    ///   lease ends.
    /// - Throws: What `body` throws, unchanged; ``StrataCore/CacheError/Code/lockHeld`` when the time to wait is over;
    ///   ``StrataCore/CacheError/Code/lockLost`` when the lock was lost before `body` had ended and `body` threw
    ///   nothing but the cancellation; `CancellationError` when the caller is cancelled while it waits; what the cache
    ///   throws otherwise.
    public func withLock<Outcome: Sendable>(
        _ name: String,
        timeout: Duration = .seconds(30),
        _ body: @escaping @concurrent @Sendable (HeldLock) async throws -> Outcome
    ) async throws -> Outcome {
        let held = try await cancellable { () async throws(CacheError) in try await acquire(name, timeout: timeout) }
        return try await held.run(body)
    }

    /// Runs `body` while holding the lock `name`, when nobody else holds it. See ``withLock(_:timeout:_:)``.
    ///
    /// - Returns: What `body` returns; nil when somebody else holds the lock.
    public func withLockIfAvailable<Outcome: Sendable>(
        _ name: String,
        _ body: @escaping @concurrent @Sendable (HeldLock) async throws -> Outcome
    ) async throws -> Outcome? {
        let held = try await cancellable { () async throws(CacheError) in try await tryAcquire(name) }
        return try await held?.run(body)
    }

    /// Waits for the lock `name`. Who holds it releases it with ``HeldLock/release()``; prefer
    /// ``withLock(_:timeout:_:)``.
    ///
    /// - Parameters:
    ///   - name: Which lock. Any text.
    ///   - timeout: How long to wait for another holder; zero tries once. 30 seconds by default.
    /// - Throws: ``StrataCore/CacheError/Code/lockHeld`` when the time to wait is over, with the last refusal of a
    ///   cache that is busy or overloaded, which is waited for too; ``StrataCore/CacheError/Code/cancelled``; what the
    ///   cache throws otherwise. Where the cache left open whether the lock was taken, it is given back before this
    ///   returns.
    public func acquire(_ name: String, timeout: Duration = .seconds(30)) async throws(CacheError) -> HeldLock {
        var patience = LockPatience(timeout: timeout.saturatedNanoseconds, from: clock.nanoseconds())
        var generator = SystemRandomNumberGenerator()
        while true {
            var refusal: CacheError?
            do throws(CacheError) {
                if let held = try await tryAcquire(name) { return held }
            } catch {
                guard error.code == .busy || error.code == .overloaded else { throw error }
                refusal = error
            }
            switch patience.next(at: clock.nanoseconds(), using: &generator) {
            case .wait(let nanoseconds):
                try await sleep(nanoseconds)
            case .giveUp:
                throw CacheError(.lockHeld, message: "somebody else holds the lock", underlying: refusal)
            }
        }
    }

    /// Takes the lock `name` when nobody else holds it, in one trip; nil when somebody does.
    ///
    /// - Throws: As ``acquire(_:timeout:)``, but never ``StrataCore/CacheError/Code/lockHeld``;
    ///   ``StrataCore/CacheError/Code/deadlineExceeded`` when the cache answered only after the lease had ended.
    public func tryAcquire(_ name: String) async throws(CacheError) -> HeldLock? {
        let claim = LockClaim(cache: cache, key: CacheKey(.text(prefix), .text(name)), lease: lease)
        let reckoning = LeaseReckoning(lease: lease.saturatedNanoseconds, requestedAt: clock.nanoseconds())
        guard let number = try await claim.acquire() else { return nil }
        guard reckoning.isRunning(at: clock.nanoseconds()) else {
            _ = await claim.withdraw()
            throw CacheError(.deadlineExceeded, message: "the lease had ended when the cache answered")
        }
        return HeldLock(name: name, fencingNumber: number, keeper: LockKeeper(claim, reckoning, clock))
    }

    private func sleep(_ nanoseconds: Int64) async throws(CacheError) {
        do {
            try await clock.sleep(for: .nanoseconds(nanoseconds))
        } catch {
            throw CacheError(.cancelled)
        }
    }

    /// Turns the cache's word for a cancelled task into the language's.
    private func cancellable<Outcome>(
        _ operation: () async throws(CacheError) -> Outcome
    ) async throws -> Outcome {
        do throws(CacheError) {
            return try await operation()
        } catch {
            throw error.code == .cancelled ? CancellationError() : error
        }
    }
}
