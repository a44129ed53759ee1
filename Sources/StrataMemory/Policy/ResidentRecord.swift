/// How residents that were about to go have done since, by whether they had been protected.
struct ResidentRecord {
    /// How many outcomes are remembered; then they count half.
    private static let memory = 1024.0

    /// The outcomes of one kind of residents.
    private struct Tally {
        var asked = 1.0
        var readSoon = 0.5

        var rate: Double { readSoon / asked }

        mutating func halve() {
            asked /= 2
            readSoon /= 2
        }
    }

    private var protected = Tally()
    private var others = Tally()

    /// Nothing known.
    init() {}

    /// Whether those that had been protected are read again more often than the others.
    var protectionPays: Bool { protected.rate > others.rate }

    /// Takes note of a resident that is about to go.
    mutating func ask(wasProtected: Bool) {
        if wasProtected { protected.asked += 1 } else { others.asked += 1 }
        guard protected.asked + others.asked > Self.memory else { return }
        protected.halve()
        others.halve()
    }

    /// Takes note that such a resident was read again soon.
    mutating func answer(wasProtected: Bool) {
        if wasProtected { protected.readSoon += 1 } else { others.readSoon += 1 }
    }
}
