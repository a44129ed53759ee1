import BenchmarkSupport

/// Measures how long an operation takes on some threads at once.
enum Stopwatch {
    /// Nanoseconds per operation: the thread's own processor time when there is one thread; the time that passed, as each
    /// thread sees it, when there are more, because they wait for each other.
    static func measure<S: Subject>(
        _ operation: Operation,
        on subject: S,
        _ workloads: ArraySlice<Workload>,
        _ fresh: @escaping @Sendable (UInt32) -> S.Value
    ) async -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        let busy = await withTaskGroup(of: Int64.self) { group in
            for workload in workloads { group.addTask { busyTime { operation.run(on: subject, workload, fresh) } } }
            return await group.reduce(0, +)
        }
        let elapsed = (clock.now - start).components
        let passed = Double(elapsed.seconds) * 1e9 + Double(elapsed.attoseconds) / 1e9
        let accesses = Double(workloads.first?.accesses.count ?? 1)
        return (workloads.count == 1 ? Double(busy) : passed) / accesses
    }

    private static func busyTime(_ body: () -> Int) -> Int64 {
        let start = ThreadTime.nanoseconds()
        _ = body()
        return ThreadTime.nanoseconds() - start
    }
}
