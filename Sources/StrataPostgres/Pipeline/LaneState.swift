import CPostgres

/// A lane's connection and what is under way on it. Used under the lane's lock.
struct LaneState: Sendable {
    /// nil while there is none.
    var connection: Connection?
    var book: StatementBook?
    var isPooled = false
    var queue = PipelineQueue()
    /// What broke the connection; its thread sees to that.
    var breakage: PostgresFailure?
    /// Whether bytes wait until the socket is writable.
    var mustFlush = false
    /// Until when the thread sleeps unless it is woken; nil while it does not.
    var sleepsUntil: Int64?
    var isStopped = false
    var hasEnded = false

    private var prepared: Set<StatementText> = []

    /// Takes a new connection into use.
    mutating func begin(_ connection: Connection, _ book: StatementBook, isPooled: Bool) {
        self.connection = connection
        self.book = book
        self.isPooled = isPooled
        (queue, prepared, breakage, mustFlush) = (PipelineQueue(), [], nil, false)
    }

    /// Drops the connection.
    ///
    /// - Returns: What was not answered.
    mutating func end() -> [Batch] {
        connection = nil
        sleepsUntil = nil
        return queue.removeAll()
    }

    /// Sends a batch. A failure to do so breaks the connection, and the batch is one of those that were not answered.
    ///
    /// - Parameters:
    ///   - batch: The batch.
    ///   - statements: What its script says.
    mutating func send(_ batch: Batch, _ statements: [Statement]) {
        var steps: [PipelineQueue.Step] = []
        for statement in statements {
            if !isPooled, prepared.insert(statement.text).inserted { steps.append(.prepare(statement.text)) }
            steps.append(.run(statement.text))
        }
        queue.append(batch, steps: steps)
        guard breakage == nil, let connection, let book else { return }
        do {
            var rest = statements[...]
            for step in steps {
                switch step {
                case .prepare(let text): try connection.prepare(text, book[text])
                case .run(let text):
                    let parameters = rest.popFirst()?.parameters ?? []
                    if isPooled {
                        try connection.send(book[text], parameters)
                    } else {
                        try connection.send(prepared: text, parameters)
                    }
                }
            }
            try connection.sync()
            mustFlush = try connection.flush()
        } catch {
            breakage = error
        }
    }

    /// Whether the thread must know at once that a caller has sent this.
    func mustWake(for batch: Batch) -> Bool {
        guard let sleepsUntil else { return false }
        return mustFlush || breakage != nil || batch.requests.contains { $0.deadline < sleepsUntil }
    }

    /// When the thread must look at what is under way: when the first request runs out of time, and later when the server has
    /// been silent for too long.
    func nextCheck(after now: Int64, grace: Int64) -> Int64 {
        guard let deadline = queue.deadline else { return .max }
        return deadline > now ? deadline : deadline + grace
    }

    /// Takes in what has come.
    ///
    /// - Returns: The transactions that are answered.
    mutating func receive(isReadable: Bool) throws(PostgresFailure) -> [PipelineQueue.Finished] {
        if let breakage { throw breakage }
        guard let connection else { return [] }
        if isReadable { try connection.consume() }
        var finished: [PipelineQueue.Finished] = []
        while !queue.isEmpty, !connection.isBusy {
            guard let transaction = queue.take(arrival(on: connection)) else { continue }
            prepared.subtract(transaction.unprepared)
            finished.append(transaction)
        }
        if mustFlush { mustFlush = try connection.flush() }
        return finished
    }

    private func arrival(on connection: Connection) -> PipelineQueue.Arrival {
        guard let result = connection.nextResult() else { return .endOfStatement }
        return switch result.status {
        case PGRES_PIPELINE_SYNC: .sync
        case PGRES_PIPELINE_ABORTED: .passedOver
        case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE: .failure(result.failure)
        default: .result(result)
        }
    }
}
