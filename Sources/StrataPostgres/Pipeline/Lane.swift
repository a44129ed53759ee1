import CPostgres
import StrataCore
import StrataSupport
import Synchronization

/// One connection and its thread.
///
/// A caller sends on its own thread when the connection has room; the lane's thread waits for answers, sends what has gathered
/// meanwhile, watches deadlines and connects again.
final class Lane: Sendable {
    /// Open when the thread has ended.
    let ended = Gate()
    let index: Int
    let settings: LaneSettings
    let waiter: SocketWaiter
    let state = Mutex(LaneState())
    let clock = MonotonicClock()

    init(_ index: Int, _ settings: LaneSettings) throws(CacheError) {
        self.index = index
        self.settings = settings
        waiter = try SocketWaiter()
    }

    /// Starts the thread.
    func start(for dispatcher: Dispatcher) throws(CacheError) {
        try startThread { LaneThread(lane: self, dispatcher: dispatcher).run() }
    }

    /// Lets the thread end when everything that was sent is answered.
    func stop() {
        state.withLock { $0.isStopped = true }
        waiter.wake()
    }

    /// Sends a batch from a caller's thread.
    func send(_ batch: Batch) {
        let statements = batch.script.statements
        let (isSent, wakes) = state.withLock { state in
            guard !state.hasEnded else { return (false, false) }
            state.send(batch, statements)
            return (true, state.mustWake(for: batch))
        }
        if !isSent { for request in batch.requests { request.fail(.closed) } }
        if wakes { waiter.wake() }
    }
}
