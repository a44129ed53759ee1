import BenchmarkSupport

/// What is measured: Zipf 0.99 over a million keys, of which a hundred thousand fit.
struct Workload: Sendable {
    static let keys = 1_000_000
    static let capacity = 100_000

    /// The numbers of the keys, one access after another; 0 is the most popular.
    let accesses: [UInt32]
    /// Which of the accesses are writes where a quarter is.
    let writes: [Bool]

    init(accesses count: Int, seed: UInt64) {
        var zipf = Zipf(Self.keys, exponent: 0.99, seed: seed)
        accesses = (0..<count).map { _ in zipf.next() }
        var random = SeededRandom(seed &+ 1)
        writes = (0..<count).map { _ in random.next() % 4 == 0 }
    }
}
