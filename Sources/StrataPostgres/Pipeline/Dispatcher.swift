import StrataCore
import Synchronization

/// Brings requests to connections: the shell around ``Gatherer``.
final class Dispatcher: Sendable {
    private let gatherer: Mutex<Gatherer>
    private let lanes: [Lane]
    private let clock = MonotonicClock()
    private let patience: Int64
    let traffic = Traffic()

    /// - Parameters:
    ///   - settings: Where to connect, and what to say there.
    ///   - count: How many connections.
    ///   - capacity: How many requests may wait.
    ///   - patience: How long a request may take, in nanoseconds.
    init(_ settings: LaneSettings, lanes count: Int, capacity: Int, patience: Int64) throws(CacheError) {
        gatherer = Mutex(Gatherer(lanes: count, capacity: capacity))
        self.patience = patience
        var lanes: [Lane] = []
        for index in 0..<count { lanes.append(try Lane(index, settings)) }
        self.lanes = lanes
        for lane in lanes { try lane.start(for: self) }
    }

    /// How many requests wait for a connection.
    var waiting: Int { gatherer.withLock { $0.waiting } }

    /// Does work and waits for the answer.
    ///
    /// A caller that is cancelled leaves at once; what it wanted may happen or not.
    func perform(_ work: Work) async throws(CacheError) -> Answer {
        let request = Request(work, deadline: clock.nanoseconds() + patience)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { caller in
                if request.begin(caller) {
                    submit(request)
                } else {
                    caller.resume(returning: .failure(CacheError(.cancelled, backend: "postgres")))
                }
            }
        } onCancel: {
            request.fail(.cancelled)
        }
        return try outcome.get()
    }

    /// Finishes what is under way, fails what waits, and gives the connections back.
    func close() async {
        let waiting = gatherer.withLock { $0.close() }
        for request in waiting { request.fail(.closed) }
        for lane in lanes { lane.stop() }
        for lane in lanes { await lane.ended.wait() }
    }

    /// Lets go of the connections without waiting for that.
    func abandon() {
        for lane in lanes { lane.stop() }
    }

    private func submit(_ request: Request) {
        switch gatherer.withLock({ $0.add(request) }) {
        case .send(let lane, let batch):
            traffic.count(trips: 1)
            lanes[lane].send(batch)
        case .waits: break
        case .refused(let error): request.answer(.failure(error))
        }
    }
}

/// What a connection's thread tells and asks.
extension Dispatcher {
    /// The connection is there: what is it to send?
    func connected(_ lane: Int) -> [Batch] {
        gatherer.withLock { gatherer in
            gatherer.connected(lane)
            return gatherer.next(for: lane)
        }
    }

    /// Statements were answered: what is next? Those of `retried` are tried again.
    func finished(_ kinds: [WorkKind], retried: [Request], on lane: Int) -> [Batch] {
        let (late, next) = gatherer.withLock { gatherer in
            for kind in kinds { gatherer.finish(kind, on: lane) }
            return (gatherer.putBack(retried), gatherer.next(for: lane))
        }
        for request in late { request.fail(.closed) }
        return next
    }

    /// The connection is lost.
    func disconnected(_ lane: Int, retried: [Request]) {
        let late = gatherer.withLock { gatherer in
            gatherer.disconnected(lane)
            return gatherer.putBack(retried)
        }
        for request in late { request.fail(.closed) }
    }

    /// There is no connecting at the moment.
    func failed(_ lane: Int, with failure: CacheError) {
        for request in gatherer.withLock({ $0.failed(lane, with: failure) }) { request.answer(.failure(failure)) }
    }

    /// Fails those that have waited too long.
    ///
    /// - Returns: When the next one will have; nil when none waits.
    func expire(at now: Int64) -> Int64? {
        let (late, deadline) = gatherer.withLock { ($0.expire(at: now), $0.deadline) }
        for request in late { request.fail(.deadlineExceeded) }
        return deadline
    }
}
