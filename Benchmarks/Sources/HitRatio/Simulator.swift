/// A cache of keys without values, for counting hits.
protocol Simulator {
    /// Accesses a key, and takes it in when it is not there.
    ///
    /// - Returns: Whether it was there.
    mutating func access(_ key: Int) -> Bool
}

extension Simulator {
    /// Hits per access of a whole trace, in percent.
    mutating func hitRatio(of trace: Trace) -> Double {
        var hits = 0
        for key in trace.accesses where access(key) { hits += 1 }
        return 100 * Double(hits) / Double(trace.accesses.count)
    }
}
