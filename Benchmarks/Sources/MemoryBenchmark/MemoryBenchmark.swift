import StrataCore
import StrataMemory

/// `MemoryBenchmark [rounds] [threads]`: reads and writes beside a dictionary behind a lock, and bytes per entry.
@main
enum MemoryBenchmark {
    static func main() async {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let rounds = numbers.first ?? 5
        let threads = numbers.dropFirst().first ?? 2
        // First, while the process has no memory to spare.
        Footprint.report()
        let workloads = (0..<threads).map { Workload(accesses: 1_000_000, seed: UInt64($0) * 7 + 1) }
        print("\n| values | operation | threads | MemoryCache ns | Dictionary + Mutex ns | ratio |")
        print("|---|---|---|---|---|---|")
        await Comparison(name: "64 bytes") { [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: 64) }
            .run(workloads, rounds)
        await Comparison(name: "text of 64") { String(repeating: KeyMaker.key($0), count: 3) + "0123" }
            .run(workloads, rounds)
        await Comparison(name: "struct of 64") { Record($0) }.run(workloads, rounds)
    }
}
