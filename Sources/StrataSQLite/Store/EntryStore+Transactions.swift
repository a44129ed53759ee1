extension EntryStore {
    /// Whether a transaction is open.
    var isInTransaction: Bool { connection.isInTransaction }

    /// Opens a transaction that only reads, with its view of the file taken now.
    func beginView() throws(SQLiteFailure) {
        try connection.prepared("BEGIN").run()
        do {
            try connection.prepared("SELECT 1 FROM namespaces LIMIT 1").run()
        } catch {
            rollBack()
            throw error
        }
    }

    /// Opens a transaction that has the write lock.
    func begin() throws(SQLiteFailure) {
        try connection.prepared("BEGIN IMMEDIATE").run()
    }

    /// Ends the open transaction, if there is one.
    func commit() throws(SQLiteFailure) {
        guard isInTransaction else { return }
        try connection.prepared("COMMIT").run()
    }

    /// Takes the open transaction back, if there is one.
    func rollBack() {
        guard isInTransaction else { return }
        // A failure here has closed the transaction already, or the next begin will report it.
        try? connection.prepared("ROLLBACK").run()
    }

    /// How thoroughly the log is written back.
    enum Checkpoint: String {
        /// As far as possible without waiting for anybody.
        case asFarAsPossible = "PASSIVE"
        /// Wholly, so that the log is empty afterwards.
        case emptyingLog = "TRUNCATE"
    }

    /// Writes the log back into the file.
    func checkpoint(_ checkpoint: Checkpoint) throws(SQLiteFailure) {
        try connection.execute("PRAGMA wal_checkpoint(\(checkpoint.rawValue))")
    }
}
