/// How the entries are shared out among the segments, and how that is learned.
struct SegmentShares {
    private static let windowRange = 0.01...0.95
    private static let protectionRange = 0.05...0.9
    private static let windowStep = 0.001
    private static let protectionStep = 0.002
    /// Answers that come within so many evictions, as a part of all entries, say something about the size of a segment.
    private static let shortestHorizon = 0.1

    private var window = 0.01
    private var protection = 0.8

    /// A small window, and most of the main part protected.
    init() {}

    /// How many of `entries` belong into the window, at least one.
    func windowSize(of entries: Int) -> Int { max(1, Int(window * Double(entries))) }

    /// How many of `entries` may be protected.
    func protectedSize(of entries: Int) -> Int { Int(protection * (1 - window) * Double(entries)) }

    /// Within how many evictions an answer must come to count: about as long as a newcomer stays in the window.
    func horizon(of entries: Int) -> Int { Int(max(window, Self.shortestHorizon) * Double(entries)) }

    /// Moves the border of the window, by at least one entry. `weight` says for how many choices the answer stands.
    mutating func shiftWindow(growing: Bool, entries: Int, weight: Double) {
        let step = max(1 / Double(max(1, entries)), Self.windowStep * min(weight, 8))
        window = (window + (growing ? step : -step)).clamped(to: Self.windowRange)
    }

    /// Moves the border between protection and probation. `weight` as before.
    mutating func shiftProtection(growing: Bool, weight: Double) {
        let step = Self.protectionStep * min(weight, 8)
        protection = (protection + (growing ? step : -step)).clamped(to: Self.protectionRange)
    }
}

extension Double {
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
