/// The rivalries that are still open: a ring of bounded size, found by the hash of either side.
///
/// Lossy: the oldest rivalry makes room, and hashes that share a cell push each other out.
struct RivalryBoard {
    private static let fewestCells = 4096

    private var rivalries: [Rivalry?] = []
    private var cells: [UInt32] = []
    private var position = 0

    /// How many rivalries are remembered.
    var capacity: Int { rivalries.count }

    /// Room for none.
    init() {}

    /// Makes room for at least `count` rivalries. Forgets them all when there was less.
    mutating func ensureCapacity(_ count: Int) {
        guard count > rivalries.count else { return }
        rivalries = Array(repeating: nil, count: count)
        var size = Self.fewestCells
        while size < count * 2 { size *= 2 }
        cells = Array(repeating: 0, count: size)
        position = 0
    }

    /// Whether there is an open rivalry with this hash on either side.
    func contains(_ hash: UInt32) -> Bool { index(of: hash) != nil }

    /// Opens a rivalry, in place of the oldest one.
    mutating func open(_ rivalry: Rivalry) {
        guard !rivalries.isEmpty else { return }
        rivalries[position] = rivalry
        cells[cell(of: rivalry.newcomer)] = UInt32(position)
        cells[cell(of: rivalry.resident)] = UInt32(position)
        position = position + 1 == rivalries.count ? 0 : position + 1
    }

    /// Closes the rivalry that `hash` has won by being read, and returns it.
    mutating func settle(_ hash: UInt32) -> Rivalry? {
        guard let index = index(of: hash) else { return nil }
        defer { rivalries[index] = nil }
        return rivalries[index]
    }

    private func index(of hash: UInt32) -> Int? {
        guard !cells.isEmpty else { return nil }
        let index = Int(cells[cell(of: hash)])
        guard let rivalry = rivalries[index], rivalry.newcomer == hash || rivalry.resident == hash else { return nil }
        return index
    }

    private func cell(of hash: UInt32) -> Int {
        let mixed = hash &* 0x9E37_79B1
        return Int(mixed ^ mixed >> 15) & (cells.count - 1)
    }
}
