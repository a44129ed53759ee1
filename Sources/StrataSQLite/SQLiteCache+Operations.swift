import StrataCore
import StrataSupport
import Synchronization

extension SQLiteCache {
    /// Waits for a turn of the cache's thread and runs `body` there.
    ///
    /// A caller that is cancelled while it waits leaves at once, and `body` does not run.
    nonisolated func perform<Outcome: Sendable>(
        _ kind: OperationKind,
        _ body: @escaping @Sendable (EntryStore) throws -> Outcome
    ) async throws(CacheError) -> Outcome {
        let limit = WaitLimit(
            from: time.nanoseconds(),
            deadline: configuration.deadline,
            lockTimeout: configuration.lockTimeout
        )
        let operation = Operation(kind, limit: limit, body: body)
        let outcome: Result<Outcome, CacheError> = await withTaskCancellationHandler {
            await withCheckedContinuation { caller in
                if operation.begin(caller) {
                    admit(operation)
                } else {
                    caller.resume(returning: .failure(CacheError(.cancelled, backend: "sqlite")))
                }
            }
        } onCancel: {
            operation.cancel()
        }
        return try outcome.get()
    }

    private nonisolated func admit(_ operation: any PendingOperation) {
        switch line.withLock({ $0.add(operation) }) {
        case .waits: break
        case .waitsFirst: executor.schedule { self.assumeIsolated { $0.serve() } }
        case .overloaded: operation.fail(CacheError(.overloaded, backend: "sqlite"))
        case .closed: operation.fail(CacheError(.closed, backend: "sqlite"))
        }
    }

    /// Works through the line until nothing waits.
    func serve() {
        var reads: [any PendingOperation] = []
        var writes: [any PendingOperation] = []
        var backOff = BusyBackOff()
        while true {
            let hasMore = !reads.isEmpty || !writes.isEmpty
            let arrived = line.withLock { $0.take(hasMore: hasMore) }
            if arrived.isEmpty, !hasMore { return }
            for operation in arrived {
                if operation.kind.isWrite { writes.append(operation) } else { reads.append(operation) }
            }
            guard let store else {
                for operation in reads + writes { operation.fail(CacheError(.closed, backend: "sqlite")) }
                (reads, writes) = ([], [])
                continue
            }
            let turn = Turn(store: store, now: time.nanoseconds())
            let couldRead = turn.read(&reads)
            let couldWrite = turn.write(&writes)
            if couldRead, couldWrite {
                backOff.reset()
            } else {
                executor.pause(milliseconds: backOff.pause())
            }
        }
    }
}
