import StrataCore

/// One turn of the cache's thread: the reads that wait in one view of the file, then the writes in one transaction.
struct Turn {
    let store: EntryStore
    let room: RoomKeeper
    /// On the monotonic clock, in nanoseconds.
    let now: Int64

    /// The most operations of one transaction, so that other processes get theirs.
    static let mostWrites = 1000

    /// Runs reads in one view of the file, and takes out what was answered.
    ///
    /// - Returns: Whether they ran; false when another process holds the file for itself.
    func read(_ operations: inout [Operation]) -> Bool {
        keepWaiting(&operations, isLocked: false)
        guard !operations.isEmpty else { return true }
        do {
            try store.beginView()
        } catch  where error.isBusy {
            keepWaiting(&operations, isLocked: true)
            return operations.isEmpty
        } catch {
            fail(&operations, error)
            return true
        }
        let claimed = operations.filter { $0.claim() }
        operations = []
        for operation in claimed { _ = operation.perform(on: store) }
        store.rollBack()
        for operation in claimed { operation.finish() }
        return true
    }

    /// Runs the first of `operations` in one transaction, and takes out what was answered.
    ///
    /// - Returns: Whether they ran; false when another process holds the write lock.
    func write(_ operations: inout [Operation]) -> Bool {
        keepWaiting(&operations, isLocked: false)
        guard !operations.isEmpty else { return true }
        do {
            try store.begin()
        } catch  where error.isBusy {
            keepWaiting(&operations, isLocked: true)
            return operations.isEmpty
        } catch {
            fail(&operations, error)
            return true
        }
        let claimed = operations.prefix(Self.mostWrites).filter { $0.claim() }
        operations.removeFirst(min(Self.mostWrites, operations.count))
        if !commit(claimed) { for operation in claimed { writeAlone(operation) } }
        return true
    }

    /// Runs operations in the open transaction and answers them when it is committed.
    ///
    /// - Returns: Whether they were answered; false when the transaction was lost and each is to be run alone.
    private func commit(_ claimed: [Operation]) -> Bool {
        if claimed.count == 1 {
            finishAlone(claimed[0])
            return true
        }
        do {
            try room.makeRoom(for: claimed.reduce(0) { $0 + $1.weight }, in: store)
        } catch {
            store.rollBack()
            return false
        }
        for operation in claimed {
            perform(operation)
            guard store.isInTransaction else { return false }
        }
        do {
            try store.commit()
        } catch {
            store.rollBack()
            return false
        }
        for operation in claimed { operation.finish() }
        return true
    }

    /// Runs one operation in a transaction of its own.
    private func writeAlone(_ operation: Operation) {
        do {
            try store.begin()
            finishAlone(operation)
        } catch {
            operation.fail(CacheError(sqlite: error))
        }
    }

    /// Runs the only operation of the open transaction, and answers it.
    private func finishAlone(_ operation: Operation) {
        do {
            try room.makeRoom(for: operation.weight, in: store)
            guard operation.perform(on: store) else {
                store.rollBack()
                return operation.finish()
            }
            try store.commit()
            operation.finish()
        } catch {
            store.rollBack()
            operation.fail(error.asCacheError())
        }
    }

    /// Runs one operation among others so that it happens whole or not at all.
    private func perform(_ operation: Operation) {
        guard case .compoundWrite = operation.kind else {
            _ = operation.perform(on: store)
            return
        }
        do {
            try store.connection.prepared("SAVEPOINT operation").run()
            let isDone = operation.perform(on: store)
            guard store.isInTransaction else { return }
            if !isDone { try store.connection.prepared("ROLLBACK TO operation").run() }
            try store.connection.prepared("RELEASE operation").run()
        } catch {
            operation.fail(CacheError(sqlite: error))
        }
    }

    /// Answers those that have waited too long, and takes out what was answered.
    private func keepWaiting(_ operations: inout [Operation], isLocked: Bool) {
        operations.removeAll { operation in
            if operation.isAnswered { return true }
            guard let code = operation.limit.failure(at: now, isLocked: isLocked) else { return false }
            operation.fail(CacheError(code, backend: "sqlite"))
            return true
        }
    }

    private func fail(_ operations: inout [Operation], _ failure: SQLiteFailure) {
        for operation in operations { operation.fail(failure.asCacheError()) }
        operations = []
    }
}
