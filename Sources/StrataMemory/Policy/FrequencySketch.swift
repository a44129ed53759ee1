/// Estimates how often a hash was seen lately, in half a byte a counter: a count-min sketch (G. Cormode,
/// S. Muthukrishnan, 2005) whose counters are halved from time to time, as TinyLFU does (G. Einziger, R. Friedman,
/// B. Manes, "TinyLFU: A Highly Efficient Cache Admission Policy", 2017).
///
/// The four counters of a hash lie in one line of the processor's cache.
struct FrequencySketch {
    /// The highest count.
    static let highest = 15

    private static let wordsPerBlock = 8
    private static let smallest = 1024
    private static let oddBits: UInt64 = 0x7777_7777_7777_7777

    private var words: [UInt64] = []
    private var blockMask: UInt64 = 0
    private var additions = 0
    private var halvingPoint = 0

    /// A sketch that remembers nothing, for no entries.
    init() {}

    /// Makes room for the history of `entries` entries: 16 counters each.
    ///
    /// What was counted is kept: a block becomes two that begin as the one was.
    mutating func ensureCapacity(_ entries: Int) {
        halvingPoint = max(halvingPoint, entries * 10)
        if words.isEmpty { words = Array(repeating: 0, count: Self.smallest) }
        while words.count < entries { words += words }
        blockMask = UInt64(words.count / Self.wordsPerBlock - 1)
    }

    /// How often `hash` was seen, from 0 to ``highest``.
    func estimate(_ hash: UInt32) -> Int {
        guard !words.isEmpty else { return 0 }
        let place = Place(hash, blockMask)
        var least = UInt64(Self.highest)
        for row in 0..<4 { least = min(least, words[place.word(row)] >> place.shift(row) & 15) }
        return Int(least)
    }

    /// Sees `hash` some times more.
    mutating func add(_ hash: UInt32, times: Int = 1) {
        guard times > 0, !words.isEmpty else { return }
        let count = estimate(hash)
        guard count < Self.highest else { return }
        let goal = UInt64(min(Self.highest, count + times))
        let place = Place(hash, blockMask)
        for row in 0..<4 {
            let word = place.word(row)
            let shift = place.shift(row)
            let present = words[word] >> shift & 15
            if present < goal { words[word] += (goal - present) << shift }
        }
        additions += times
        if additions >= halvingPoint { halve() }
    }

    private mutating func halve() {
        for word in words.indices { words[word] = words[word] >> 1 & Self.oddBits }
        additions /= 2
    }

    /// Where the counters of a hash are.
    private struct Place {
        private let block: Int
        private let bits: UInt64

        init(_ hash: UInt32, _ blockMask: UInt64) {
            var mixed = UInt64(hash) &* 0x9E37_79B9_7F4A_7C15
            mixed ^= mixed >> 32
            mixed &*= 0xD6E8_FEB8_6659_FD93
            block = Int(truncatingIfNeeded: mixed >> 32 & blockMask) * wordsPerBlock
            bits = mixed ^ mixed >> 29
        }

        /// Each row has two words of the block to itself.
        func word(_ row: Int) -> Int { block + row * 2 + Int(truncatingIfNeeded: bits >> UInt64(row * 5) & 1) }

        func shift(_ row: Int) -> UInt64 { (bits >> UInt64(row * 5 + 1) & 15) * 4 }
    }
}
