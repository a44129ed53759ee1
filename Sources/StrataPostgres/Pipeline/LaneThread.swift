import StrataCore
import StrataSupport
import Synchronization

/// What a lane's thread does, from its beginning to its end.
struct LaneThread {
    let lane: Lane
    let dispatcher: Dispatcher

    /// How much longer than a request may take the server may be silent before the connection is given up.
    private static let grace: Int64 = 1_000_000_000

    /// Why there is no connection.
    private struct Loss: Error {
        let failure: PostgresFailure
        let wasConnected: Bool
    }

    /// Answers that callers are given once every lock is free.
    private typealias Answers = [(Request, Result<Answer, CacheError>)]

    func run() {
        var backOff = ReconnectBackOff()
        while !lane.state.withLock({ $0.isStopped }) {
            do {
                try connect()
                backOff.reset()
                try serve()
            } catch {
                lose(error)
                if !error.wasConnected { pause(milliseconds: backOff.pause()) }
            }
        }
        let left = lane.state.withLock { state in
            state.hasEnded = true
            return state.end()
        }
        for request in left.flatMap(\.requests) { request.fail(.closed) }
        lane.ended.open()
    }

    private func connect() throws(Loss) {
        let settings = lane.settings
        do {
            let dialogue = try Dialogue(connectingTo: settings.target, waiter: lane.waiter, whileWaiting: watch)
            let connection = dialogue.connection
            let names = try QuotedNames(schema: settings.schema, table: settings.table, on: connection)
            try connection.enterPipeline()
            lane.state.withLock { state in
                state.begin(connection, StatementBook(names), isPooled: settings.target.isPooled)
            }
        } catch {
            throw Loss(failure: error, wasConnected: false)
        }
        send(dispatcher.connected(lane.index))
    }

    /// Watches the deadlines of those that wait, while this thread connects.
    ///
    /// - Returns: Until when to wait; nil when the cache is being closed.
    private func watch() -> Int64? {
        guard !lane.state.withLock({ $0.isStopped }) else { return nil }
        return dispatcher.expire(at: lane.clock.nanoseconds()) ?? .max
    }

    /// Works until the connection breaks, or until the lane is stopped and everything is answered.
    private func serve() throws(Loss) {
        var isReadable = false
        var wasActive = true
        while true {
            let (finished, isDone) = try receive(isReadable: isReadable)
            let (retried, answers) = judge(finished)
            var next: [Batch] = []
            if !finished.isEmpty {
                next = dispatcher.finished(finished.map(\.batch.kind), retried: retried, on: lane.index)
            }
            send(next)
            for (request, answer) in answers { request.answer(answer) }
            if isDone, next.isEmpty { return }
            let ready = sleep(wasActive: wasActive || !finished.isEmpty)
            isReadable = ready.contains(.readable)
            wasActive = !ready.isEmpty
        }
    }

    private func receive(
        isReadable: Bool
    ) throws(Loss) -> (finished: [PipelineQueue.Finished], isDone: Bool) {
        let now = lane.clock.nanoseconds()
        do throws(PostgresFailure) {
            let (finished, isDone, late, deadline) = try lane.state.withLock { state throws(PostgresFailure) in
                state.sleepsUntil = nil
                let finished = try state.receive(isReadable: isReadable)
                let isDone = state.isStopped && state.queue.isEmpty
                return (finished, isDone, state.queue.late(at: now), state.queue.deadline)
            }
            for request in late { request.fail(.deadlineExceeded) }
            if let deadline, deadline + Self.grace <= now { throw PostgresFailure(message: "the server is silent") }
            return (finished, isDone)
        } catch {
            throw Loss(failure: error, wasConnected: true)
        }
    }

    /// Sleeps until there is something to do.
    private func sleep(wasActive: Bool) -> SocketWaiter.Readiness {
        let now = lane.clock.nanoseconds()
        let waiting = dispatcher.expire(at: now)
        let (socket, events, until) = lane.state.withLock { state in
            var until = min(waiting ?? .max, state.nextCheck(after: now, grace: Self.grace))
            // A thread that has just worked looks again in a while, so that callers need not wake it for each request.
            if wasActive, until == .max { until = now + lane.settings.patience / 2 }
            // What happened since this thread last looked needs it at once.
            if state.breakage != nil || (state.isStopped && state.queue.isEmpty) { until = now }
            state.sleepsUntil = until
            let events: SocketWaiter.Readiness = state.mustFlush ? [.readable, .writable] : .readable
            return (state.connection?.socket ?? -1, events, until)
        }
        return lane.waiter.wait(for: events, on: socket, milliseconds: Dialogue.milliseconds(from: now, to: until))
    }

    private func send(_ batches: [Batch]) {
        guard !batches.isEmpty else { return }
        dispatcher.traffic.count(trips: batches.count)
        let written = batches.map { ($0, $0.script.statements) }
        lane.state.withLock { state in
            for (batch, statements) in written { state.send(batch, statements) }
        }
    }

    /// Tells who is to be answered what, and who is tried again.
    private func judge(_ finished: [PipelineQueue.Finished]) -> (retried: [Request], answers: Answers) {
        var retried: [Request] = []
        var answers: Answers = []
        for transaction in finished {
            switch transaction.outcome {
            case .success(let results):
                answers += transaction.batch.answers(from: results).map { ($0.0, .success($0.1)) }
            case .failure(let failure):
                judge(transaction.batch, failure, isLost: false, &retried, &answers)
            }
        }
        return (retried, answers)
    }

    private func judge(
        _ batch: Batch,
        _ failure: PostgresFailure,
        isLost: Bool,
        _ retried: inout [Request],
        _ answers: inout Answers
    ) {
        for request in batch.requests where !request.isAnswered {
            let verdict = Verdict(
                failure,
                kind: batch.kind,
                count: batch.requests.count,
                retries: request.retries,
                isLost: isLost
            )
            guard verdict != .fail else {
                answers.append((request, .failure(failure.asCacheError())))
                continue
            }
            request.countRetry(alone: verdict == .retryAlone)
            retried.append(request)
        }
    }

    /// Cleans up after a connection that is lost or could not be made.
    private func lose(_ loss: Loss) {
        var retried: [Request] = []
        var answers: Answers = []
        for batch in lane.state.withLock({ $0.end() }) {
            judge(batch, loss.failure, isLost: true, &retried, &answers)
        }
        if loss.wasConnected {
            dispatcher.disconnected(lane.index, retried: retried)
        } else {
            dispatcher.failed(lane.index, with: loss.failure.asCacheError())
        }
        for (request, answer) in answers { request.answer(answer) }
    }

    private func pause(milliseconds: Int) {
        _ = lane.waiter.wait(for: [], on: -1, milliseconds: CInt(clamping: milliseconds))
    }
}
