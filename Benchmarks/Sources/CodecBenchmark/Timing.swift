/// The times of two functions that do the same.
struct Timing {
    /// Nanoseconds of one call of the first, and of the second.
    let ours: Double
    let theirs: Double

    var ratio: Double { ours / theirs }

    /// Calls both in turns, so that what disturbs the machine disturbs both; the quickest turn of each counts.
    static func alternate(_ first: () throws -> Void, _ second: () throws -> Void) throws -> Timing {
        let calls = try callsInTwentyMilliseconds(of: second)
        var ours = Double.infinity
        var theirs = Double.infinity
        for _ in 0..<10 {
            ours = min(ours, try nanoseconds(calls, of: first))
            theirs = min(theirs, try nanoseconds(calls, of: second))
        }
        return Timing(ours: ours, theirs: theirs)
    }

    private static func callsInTwentyMilliseconds(of body: () throws -> Void) throws -> Int {
        let single = try nanoseconds(3, of: body)
        return max(1, Int(20_000_000 / single))
    }

    private static func nanoseconds(_ calls: Int, of body: () throws -> Void) throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        for _ in 0..<calls { try body() }
        let elapsed = (clock.now - start).components
        return (Double(elapsed.seconds) * 1e9 + Double(elapsed.attoseconds) / 1e9) / Double(calls)
    }
}
