/// What was learned about admission: for every pair of frequencies, whether the newcomer or the resident is usually read
/// first.
///
/// Begins with TinyLFU's rule that the one that was seen more often stays, and the resident when both were seen as often.
struct AdmissionTable {
    private static let size = FrequencySketch.highest + 1
    private static let limit: Int8 = 16

    /// Above zero: the newcomer was read first more often.
    private var scores: [Int8]

    /// Nothing learned yet.
    init() {
        scores = (0..<Self.size * Self.size).map { $0 / Self.size > $0 % Self.size ? 1 : -1 }
    }

    /// Whether a newcomer should take the place of a resident.
    func admits(newcomer: Int, over resident: Int) -> Bool {
        scores[newcomer * Self.size + resident] > 0
    }

    /// Takes note of who was read first.
    mutating func learn(from rivalry: Rivalry, newcomerWasFirst: Bool) {
        let index = Int(rivalry.newcomerFrequency) * Self.size + Int(rivalry.residentFrequency)
        scores[index] = newcomerWasFirst ? min(Self.limit, scores[index] + 1) : max(-Self.limit, scores[index] - 1)
    }
}
