import StrataCore
import StrataSupport
import Synchronization

extension SQLiteCache {
    /// Waits for a turn of the cache's thread and runs `body` there.
    ///
    /// A caller that is cancelled while it waits leaves at once, and `body` does not run.
    nonisolated func perform<Outcome: Sendable>(
        _ kind: OperationKind,
        weight: Int = 0,
        _ body: @escaping @Sendable (EntryStore) throws -> Outcome
    ) async throws(CacheError) -> Outcome {
        let limit = WaitLimit(
            from: time.nanoseconds(),
            deadline: configuration.deadline,
            lockTimeout: configuration.lockTimeout
        )
        let box = OutcomeBox<Outcome>()
        let operation = Operation(kind, limit: limit, weight: weight) { store in box.put(try body(store)) }
        if let failure = await answer(to: operation) { throw failure }
        guard let outcome = box.take() else { throw CacheError(.backendFailure, backend: "sqlite") }
        return outcome
    }

    /// What `operation` fails with; nil when it succeeds.
    private nonisolated func answer(to operation: Operation) async -> CacheError? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { caller in
                if operation.begin(caller) {
                    admit(operation)
                } else {
                    caller.resume(returning: CacheError(.cancelled, backend: "sqlite"))
                }
            }
        } onCancel: {
            operation.cancel()
        }
    }

    private nonisolated func admit(_ operation: Operation) {
        switch line.withLock({ $0.add(operation) }) {
        case .waits: break
        case .waitsFirst: executor.schedule { self.assumeIsolated { $0.serve() } }
        case .overloaded: operation.fail(CacheError(.overloaded, backend: "sqlite"))
        case .closed: operation.fail(CacheError(.closed, backend: "sqlite"))
        }
    }

    /// Works through the line until nothing waits.
    func serve() {
        var reads: [Operation] = []
        var writes: [Operation] = []
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
            let turn = Turn(store: store, room: room, now: time.nanoseconds())
            let couldRead = turn.read(&reads)
            let couldWrite = turn.write(&writes)
            if couldRead, couldWrite {
                backOff.reset()
            } else {
                executor.pause(milliseconds: backOff.pause())
            }
        }
    }

    /// Notes that an entry was read, for the choice of what goes when room is needed.
    nonisolated func noteRead(_ entry: Entry?) {
        counters.countRead(found: entry != nil)
        guard let entry, room.note(entry.id, at: entry.readAt) else { return }
        executor.schedule { self.assumeIsolated { $0.tellReads() } }
    }

    /// Tells the file what was read. A failure is no matter: the times are approximate.
    private func tellReads() {
        guard let store else { return }
        try? tellReads(store)
    }

    func tellReads(_ store: EntryStore) throws(SQLiteFailure) {
        guard !store.connection.isReadOnly, room.hasReadsToTell else { return }
        try store.begin()
        do {
            try room.tell(store)
            try store.commit()
        } catch {
            store.rollBack()
            throw error
        }
    }
}
