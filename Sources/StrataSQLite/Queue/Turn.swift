import StrataCore

/// One turn of the cache's thread: the reads that wait in one view of the file, then the writes in one transaction.
struct Turn {
    let store: EntryStore
    /// On the monotonic clock, in nanoseconds.
    let now: Int64

    /// The most operations of one transaction, so that other processes get theirs.
    static let mostWrites = 1000

    /// Runs reads in one view of the file, and takes out what was answered.
    ///
    /// - Returns: Whether they ran; false when another process holds the file for itself.
    func read(_ operations: inout [any PendingOperation]) -> Bool {
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
    func write(_ operations: inout [any PendingOperation]) -> Bool {
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
    private func commit(_ claimed: [any PendingOperation]) -> Bool {
        for operation in claimed {
            perform(operation)
            guard store.isInTransaction else { return false }
        }
        do {
            try store.commit()
        } catch {
            store.rollBack()
            guard claimed.count == 1 else { return false }
            for operation in claimed { operation.fail(error.asCacheError()) }
            return true
        }
        for operation in claimed { operation.finish() }
        return true
    }

    private func writeAlone(_ operation: any PendingOperation) {
        do {
            try store.begin()
            perform(operation)
            if store.isInTransaction { try store.commit() }
            operation.finish()
        } catch {
            store.rollBack()
            operation.fail(CacheError(sqlite: error))
        }
    }

    /// Runs one operation so that it happens whole or not at all.
    private func perform(_ operation: any PendingOperation) {
        guard case .compoundWrite = operation.kind else {
            _ = operation.perform(on: store)
            return
        }
        do {
            try store.connection.prepared("SAVEPOINT operation").run()
            let failure = operation.perform(on: store)
            guard store.isInTransaction else { return }
            if failure != nil { try store.connection.prepared("ROLLBACK TO operation").run() }
            try store.connection.prepared("RELEASE operation").run()
        } catch {
            operation.fail(CacheError(sqlite: error))
        }
    }

    /// Answers those that have waited too long, and takes out what was answered.
    private func keepWaiting(_ operations: inout [any PendingOperation], isLocked: Bool) {
        operations.removeAll { operation in
            if operation.isAnswered { return true }
            guard let code = operation.limit.failure(at: now, isLocked: isLocked) else { return false }
            operation.fail(CacheError(code, backend: "sqlite"))
            return true
        }
    }

    private func fail(_ operations: inout [any PendingOperation], _ failure: SQLiteFailure) {
        for operation in operations { operation.fail(failure.asCacheError()) }
        operations = []
    }
}
