#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import StrataCore

/// A thread and what waits for it.
///
/// `@unchecked Sendable`: every variable is touched under `monitor` only.
final class BlockingThread: @unchecked Sendable {
    /// What the thread can run. A job holds its executor, which the runtime refers to while the job runs.
    enum Item: Sendable {
        case job(UnownedJob, BlockingExecutor)
        case work(@Sendable () -> Void)
    }

    private let monitor = Monitor()
    private var waiting: [Item] = []
    private var isIdle = false
    private var isStopped = false
    private var identity: pthread_t?

    init() throws(CacheError) {
        try startThread { self.main() }
    }

    /// Whether the caller runs on this thread.
    var isCurrent: Bool {
        monitor.lock()
        defer { monitor.unlock() }
        guard let identity else { return false }
        return pthread_equal(identity, pthread_self()) != 0
    }

    func submit(_ item: Item) {
        monitor.lock()
        waiting.append(item)
        let wakes = isIdle
        isIdle = false
        monitor.unlock()
        if wakes { monitor.signal() }
    }

    /// Lets the thread end when nothing waits any more.
    func stop() {
        monitor.lock()
        isStopped = true
        monitor.unlock()
        monitor.signal()
    }

    func pause(milliseconds: Int) {
        monitor.lock()
        if waiting.isEmpty, !isStopped {
            isIdle = true
            monitor.wait(milliseconds: milliseconds)
            isIdle = false
        }
        monitor.unlock()
    }

    private func main() {
        monitor.lock()
        identity = pthread_self()
        monitor.unlock()
        while let items = next() {
            for item in items { run(item) }
        }
    }

    /// All that waits, as soon as there is something; nil when there is nothing and never will be.
    private func next() -> [Item]? {
        monitor.lock()
        defer { monitor.unlock() }
        while waiting.isEmpty {
            if isStopped { return nil }
            isIdle = true
            monitor.wait()
        }
        isIdle = false
        let items = waiting
        waiting = []
        return items
    }

    private func run(_ item: Item) {
        switch item {
        case .job(let job, let executor): unsafe job.runSynchronously(on: executor.asUnownedSerialExecutor())
        case .work(let work): work()
        }
    }
}
