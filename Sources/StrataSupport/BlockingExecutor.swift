package import StrataCore

/// An actor's executor on a thread of its own, so that blocking calls never hold a thread of the cooperative pool.
///
/// Jobs and plain work run one after another in the order in which they came. The thread ends when the executor is
/// released and everything that was given to it has run.
package final class BlockingExecutor: SerialExecutor {
    private let thread: BlockingThread

    /// Starts the thread.
    ///
    /// - Throws: ``CacheError/Code/unavailable`` when the system gives no thread.
    package init() throws(CacheError) {
        thread = try BlockingThread()
    }

    deinit {
        thread.stop()
    }

    /// Takes a job of an actor.
    package func enqueue(_ job: consuming ExecutorJob) {
        thread.submit(.job(UnownedJob(job), self))
    }

    /// Runs `work` on the thread, in turn with the jobs.
    package func schedule(_ work: @escaping @Sendable () -> Void) {
        thread.submit(.work(work))
    }

    /// Waits on the thread itself until something was submitted, or `milliseconds` have passed. Only for code that runs on
    /// the thread.
    package func pause(milliseconds: Int) {
        thread.pause(milliseconds: milliseconds)
    }

    /// Stops the process unless it is called on the thread.
    package func checkIsolated() {
        precondition(thread.isCurrent, "not on the thread of this executor")
    }
}
