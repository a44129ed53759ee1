/// Decides how much must go before something is written.
struct RoomPlan: Equatable, Sendable {
    /// How many bytes the pages in use may take.
    let bound: Int
    private var estimate: Int?

    init(bound: Int) {
        self.bound = bound
    }

    /// From here on it matters which entries are used.
    var isNearBound: Bool { (estimate ?? 0) > bound / 2 }

    /// Whether the file is to be measured before `bytes` are written: it may come near the bound.
    mutating func needsMeasure(before bytes: Int) -> Bool {
        guard let known = estimate else { return true }
        // A row takes more than its bytes, and other processes write too: measured again long before it could be tight.
        let (sum, overflow) = known.addingReportingOverflow(bytes * 2 + 4096)
        estimate = overflow ? nil : sum
        return overflow || sum > bound - bound / 4
    }

    /// Takes note of what is in use.
    mutating func measured(_ bytesInUse: Int) {
        estimate = bytesInUse
    }

    /// How many bytes must go so that `bytes` have room; zero or less when they have.
    func excess(before bytes: Int) -> Int {
        (estimate ?? 0) + bytes - bound
    }
}
