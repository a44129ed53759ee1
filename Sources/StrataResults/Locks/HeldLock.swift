public import StrataCore

/// A lock that this process holds. Made by ``CacheLock``.
///
/// Its lease is renewed at every third of its length until it is released, lost, or nothing refers to it any more; in
/// that last case the lock is free when the lease ends.
public final class HeldLock: Sendable {
    /// The name of the lock.
    public let name: String

    /// Grows with every holder of this lock. Hand it to whatever the lock protects, which refuses everything under a
    /// number smaller than the greatest it has seen.
    public let fencingNumber: UInt64

    private let keeper: LockKeeper
    private let tasks: [Task<Void, Never>]

    init(name: String, fencingNumber: UInt64, keeper: LockKeeper) {
        self.name = name
        self.fencingNumber = fencingNumber
        self.keeper = keeper
        tasks = [Task { await keeper.renew() }, Task { await keeper.watch() }]
    }

    deinit { stop() }

    /// Whether the lock was neither released nor lost, as far as this process knows. True is no promise for the next
    /// moment: the process may be stopped between the question and what follows. Only ``fencingNumber`` protects
    /// against that.
    public var isHeld: Bool { keeper.isHeld }

    /// Does nothing while ``isHeld``.
    ///
    /// - Throws: ``StrataCore/CacheError/Code/lockLost`` otherwise.
    public func checkHeld() throws(CacheError) {
        guard isHeld else { throw LockEnding.lossError }
    }

    /// Frees the lock in one trip, also where the calling task is cancelled. A lock that somebody else holds by now is
    /// left as it is.
    ///
    /// - Throws: ``StrataCore/CacheError/Code/lockLost`` when the lock was lost before, also for a second release; what
    ///   the cache throws when it fails, and then the lock is free when its lease ends.
    public func release() async throws(CacheError) {
        switch await end() {
        case .released: return
        case .lost: throw LockEnding.lossError
        case .unconfirmed(let error): throw error
        }
    }

    /// Runs `body` under this lock and frees it.
    func run<Outcome: Sendable>(
        _ body: @escaping @concurrent @Sendable (HeldLock) async throws -> Outcome
    ) async throws -> Outcome {
        let work = Task { try await body(self) }
        keeper.onLoss { work.cancel() }
        let outcome = await withTaskCancellationHandler {
            await work.result
        } onCancel: {
            work.cancel()
        }
        return try await end().outcome(of: outcome, callerIsCancelled: Task.isCancelled).get()
    }

    private func end() async -> LockEnding {
        stop()
        return await keeper.release()
    }

    private func stop() {
        for task in tasks { task.cancel() }
    }
}
