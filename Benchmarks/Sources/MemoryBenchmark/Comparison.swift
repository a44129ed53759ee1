import BenchmarkSupport
import StrataCore

/// The cache beside the dictionary, for one type of value.
struct Comparison<Value: CacheValue> {
    let name: String
    let fresh: @Sendable (UInt32) -> Value

    /// Runs every operation on one and two threads, both sides in turns; the quickest round of each counts.
    func run(_ workloads: [Workload], _ rounds: Int) async {
        let strata = Strata<Value>()
        let dictionary = MutexDictionary<Value>()
        // In an order that has nothing to do with popularity, as keys come in life: neighbours in memory are strangers.
        var random = SeededRandom(99)
        for number in (0..<UInt32(Workload.capacity)).shuffled(using: &random) {
            strata.preload(KeyMaker.key(number), fresh(number))
            dictionary.preload(KeyMaker.key(number), fresh(number))
        }
        _ = await Stopwatch.measure(.getOrSet, on: strata, workloads[...], fresh)
        for operation in Operation.allCases {
            for threads in 1...workloads.count {
                var ours = Double.infinity
                var theirs = Double.infinity
                for _ in 0..<rounds {
                    ours = min(ours, await Stopwatch.measure(operation, on: strata, workloads[..<threads], fresh))
                    theirs = min(
                        theirs,
                        await Stopwatch.measure(operation, on: dictionary, workloads[..<threads], fresh)
                    )
                }
                let ratio = (ours / theirs * 100).rounded() / 100
                print("| \(name) | \(operation.rawValue) | \(threads) | \(Int(ours)) | \(Int(theirs)) | \(ratio) |")
            }
        }
    }
}
