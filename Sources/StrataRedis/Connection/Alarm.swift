import StrataCore
import StrataSupport
import Synchronization

/// Wakes its owner's housekeeping again and again while anything waits, and rarely otherwise.
///
/// Nobody sets a timer for an operation: there is one tick for all of them, and none while nothing waits.
final class Alarm: Sendable {
    private let thread: BlockingExecutor
    private let isAsleep = Atomic<Bool>(false)
    private let isStopped = Atomic<Bool>(false)
    private let tick: Int
    private let idle: Int

    /// - Parameters:
    ///   - tick: How often something is done while anything waits, in milliseconds.
    ///   - idle: How often otherwise.
    init(tick: Int, idle: Int) throws(CacheError) {
        self.tick = tick
        self.idle = idle
        thread = try BlockingExecutor()
    }

    /// Begins to tick.
    ///
    /// - Parameters:
    ///   - isBusy: Whether anything waits, or did since it was asked last.
    ///   - work: What is done at each tick.
    func start(isBusy: @escaping @Sendable () -> Bool, work: @escaping @Sendable () -> Void) {
        thread.schedule { self.run(isBusy, work) }
    }

    /// Begins to tick soon, when something waits now. Costs one load where it ticks already.
    func wake() {
        guard isAsleep.load(ordering: .sequentiallyConsistent) else { return }
        if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { thread.schedule {} }
    }

    /// Ends the ticking.
    func stop() {
        isStopped.store(true, ordering: .sequentiallyConsistent)
        thread.schedule {}
    }

    /// One turn. It ends so that what was scheduled to wake it is taken, and schedules the next one.
    private func run(_ isBusy: @escaping @Sendable () -> Bool, _ work: @escaping @Sendable () -> Void) {
        guard !isStopped.load(ordering: .sequentiallyConsistent) else { return }
        work()
        var pause = tick
        if !isBusy() {
            isAsleep.store(true, ordering: .sequentiallyConsistent)
            // Who came between the look and the store has not woken this thread.
            if isBusy() { isAsleep.store(false, ordering: .sequentiallyConsistent) } else { pause = idle }
        }
        thread.pause(milliseconds: pause)
        isAsleep.store(false, ordering: .sequentiallyConsistent)
        thread.schedule { self.run(isBusy, work) }
    }
}
