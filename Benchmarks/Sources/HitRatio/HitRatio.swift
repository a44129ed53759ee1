/// Compares hit ratios: `HitRatio [folder of traces] [name=size,size,...]...`. Without a folder it makes its own traces;
/// without sizes it takes 2, 5, 10 and 20 percent of the keys of a trace.
@main
enum HitRatio {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        let folder = arguments.first { !$0.contains("=") }
        let sizes = Dictionary(arguments.compactMap(sizes(from:)), uniquingKeysWith: +)
        let traces = folder.map(TraceFolder.load) ?? SyntheticTraces.all()
        print("| trace @ entries | LRU | SIEVE | S3-FIFO | ARC | W-TinyLFU 1 % | MemoryCache | to the best |")
        print("|---|---|---|---|---|---|---|---|")
        var worst = Double.infinity
        for trace in traces {
            for size in sizes[trace.name] ?? Self.sizes(for: trace) {
                worst = min(worst, printLine(trace, size))
            }
        }
        print("\nMemoryCache is never more than \(formatted(max(0, -worst))) points behind the best of the others.")
    }

    private static func printLine(_ trace: Trace, _ size: Int) -> Double {
        let others = others(size, trace.keys).map { simulator in
            var simulator = simulator
            return simulator.hitRatio(of: trace)
        }
        var replay = MemoryCacheReplay(capacity: size, keys: trace.keys)
        let ours = replay.hitRatio(of: trace)
        let distance = ours - (others.max() ?? 0)
        let columns = (others + [ours]).map(formatted) + [(distance > 0 ? "+" : "") + formatted(distance)]
        print("| \(trace.name) @ \(size) | \(columns.joined(separator: " | ")) |")
        return distance
    }

    private static func others(_ size: Int, _ keys: Int) -> [any Simulator] {
        [
            LRUSimulator(capacity: size, keys: keys), SieveSimulator(capacity: size, keys: keys),
            S3FIFOSimulator(capacity: size, keys: keys), ARCSimulator(capacity: size, keys: keys),
            WTinyLFUSimulator(capacity: size, keys: keys),
        ]
    }

    private static func sizes(from argument: String) -> (String, [Int])? {
        let parts = argument.split(separator: "=")
        guard parts.count == 2 else { return nil }
        return (String(parts[0]), parts[1].split(separator: ",").compactMap { Int($0) })
    }

    private static func sizes(for trace: Trace) -> [Int] {
        [2, 5, 10, 20].map { max(1, trace.keys * $0 / 100) }
    }

    private static func formatted(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
