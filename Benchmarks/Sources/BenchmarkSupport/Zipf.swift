#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Draws numbers below a bound so that the n-th is drawn in proportion to 1 / n^exponent.
package struct Zipf {
    private let cumulative: [Double]
    private var random: SeededRandom

    /// Begins at a seed.
    package init(_ bound: Int, exponent: Double, seed: UInt64) {
        var sum = 0.0
        let sums = (1...bound).map { number in
            sum += pow(Double(number), -exponent)
            return sum
        }
        cumulative = sums.map { $0 / sum }
        random = SeededRandom(seed)
    }

    /// The next number.
    package mutating func next() -> UInt32 {
        let point = random.unit()
        var low = 0
        var high = cumulative.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] < point { low = middle + 1 } else { high = middle }
        }
        return UInt32(low)
    }
}
