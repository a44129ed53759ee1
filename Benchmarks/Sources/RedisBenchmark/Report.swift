import AllocationCounter
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Measures both in turns, and prints the best of each; nothing when the command line names other measurements.
func report(
    _ name: String,
    rounds: Int,
    count: Int,
    ours: (Int) async throws -> Void,
    baseline: (Int) -> Double
) async throws {
    guard isWanted(name) else { return }
    var best = (ours: Double.infinity, baseline: Double.infinity, cpu: Double.infinity, allocations: 0.0)
    for _ in 0..<rounds {
        best.baseline = min(best.baseline, baseline(count))
        let (clock, cpu, allocations) = (ContinuousClock(), cpuSeconds(), allocation_count())
        let start = clock.now
        try await ours(count)
        best.ours = min(best.ours, start.duration(to: clock.now) / .seconds(1))
        best.cpu = min(best.cpu, cpuSeconds() - cpu)
        best.allocations = Double(allocation_count() - allocations) / Double(count)
    }
    let rates = (ours: Double(count) / best.ours, baseline: Double(count) / best.baseline)
    print(
        "\(name): \(Int(rates.ours))/s, hiredis \(Int(rates.baseline))/s, ratio \(rounded(rates.ours / rates.baseline)),",
        "\(rounded(best.cpu / Double(count) * 1e6)) µs of CPU and \(rounded(best.allocations)) allocations each"
    )
}

/// Measures what two ways of the same work cost the processor, and prints the best of each.
func reportCost(
    _ name: String,
    rounds: Int,
    count: Int,
    ours: (Int) async throws -> Void,
    beside plain: (Int) async throws -> Void
) async throws {
    guard isWanted(name) else { return }
    var best = (ours: Double.infinity, plain: Double.infinity)
    for _ in 0..<rounds {
        let start = cpuSeconds()
        try await plain(count)
        let middle = cpuSeconds()
        try await ours(count)
        best = (min(best.ours, cpuSeconds() - middle), min(best.plain, middle - start))
    }
    let costs = (best.ours / Double(count) * 1e6, best.plain / Double(count) * 1e6)
    print("\(name): \(rounded(costs.0)) µs of CPU each, plain \(rounded(costs.1)), ratio \(rounded(costs.0 / costs.1))")
}

/// Whether the command line names this measurement, or none.
private func isWanted(_ name: String) -> Bool {
    let wanted = CommandLine.arguments.dropFirst()
    return wanted.isEmpty || wanted.contains(name)
}

private func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }

/// What this process has used of the processor.
private func cpuSeconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
