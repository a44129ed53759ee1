/// What was sent on a connection and is not answered yet, in the order of sending.
///
/// The server answers each statement with results and an end, and each transaction with a sync ("Pipeline Mode" in the
/// manual of libpq). A statement is preceded by its preparation where it was not prepared before.
struct PipelineQueue: Sendable {
    /// What the server is to do, in order.
    enum Step: Hashable, Sendable {
        case prepare(StatementText)
        case run(StatementText)
    }

    /// Something that came from the server.
    enum Arrival: Sendable {
        case result(ResultTable)
        case failure(PostgresFailure)
        /// A statement was passed over, because one before it failed.
        case passedOver
        case endOfStatement
        case sync
    }

    /// A transaction that is answered.
    struct Finished: Sendable {
        let batch: Batch
        let outcome: Result<[ResultTable], PostgresFailure>
        /// What is not prepared after all.
        let unprepared: [StatementText]
    }

    struct Entry: Sendable {
        let batch: Batch
        let steps: [Step]
        var position = 0
        var results: [ResultTable] = []
        var failure: PostgresFailure?
        var unprepared: [StatementText] = []
    }

    private var entries: [Entry] = []
    private var head = 0

    /// Whether everything is answered.
    var isEmpty: Bool { head == entries.count }

    /// What is not answered yet.
    var batches: [Batch] { entries[head...].map(\.batch) }

    /// When the request that was sent first runs out of time; nil when there is none.
    var deadline: Int64? {
        isEmpty ? nil : entries[head].batch.requests.lazy.map(\.deadline).min()
    }

    /// The requests that have run out of time, those included that were answered for it before.
    func late(at now: Int64) -> [Request] {
        guard let deadline, deadline <= now else { return [] }
        return entries[head...].flatMap(\.batch.requests).filter { $0.deadline <= now }
    }

    mutating func append(_ batch: Batch, steps: [Step]) {
        entries.append(Entry(batch: batch, steps: steps))
    }

    /// Takes in what came.
    ///
    /// - Returns: The transaction that it completes; nil while there is more to come.
    mutating func take(_ arrival: Arrival) -> Finished? {
        guard !isEmpty else { return nil }
        switch arrival {
        case .result(let table): entries[head].note(table)
        case .failure(let failure): entries[head].note(failure)
        case .passedOver: entries[head].noteFault()
        case .endOfStatement: entries[head].position += 1
        case .sync: return finish()
        }
        return nil
    }

    /// Takes everything out that is not answered.
    mutating func removeAll() -> [Batch] {
        defer { (entries, head) = ([], 0) }
        return batches
    }

    private mutating func finish() -> Finished {
        let entry = entries[head]
        head += 1
        if head == entries.count { (entries, head) = ([], 0) }
        let outcome: Result<[ResultTable], PostgresFailure> =
            if let failure = entry.failure { .failure(failure) } else { .success(entry.results) }
        return Finished(batch: entry.batch, outcome: outcome, unprepared: entry.unprepared)
    }
}

extension PipelineQueue.Entry {
    fileprivate mutating func note(_ table: ResultTable) {
        if position < steps.count, case .run = steps[position] { results.append(table) }
    }

    fileprivate mutating func note(_ failure: PostgresFailure) {
        self.failure = self.failure ?? failure
        noteFault()
    }

    fileprivate mutating func noteFault() {
        if position < steps.count, case .prepare(let text) = steps[position] { unprepared.append(text) }
    }
}
