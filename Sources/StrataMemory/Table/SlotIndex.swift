/// Finds slots by hash: an open-addressing table of pairs of a 32-bit hash and a 32-bit slot number, probed one after another.
///
/// The half of the hash that is kept tells where a pair belongs, so that deleting and growing never look at a slot. At most
/// four fifths full; deleting moves pairs back instead of leaving marks.
@safe
struct SlotIndex: ~Copyable {
    private static let empty = UInt64.max
    private static let smallest = 16

    private var cells: UnsafeMutablePointer<UInt64>
    private var mask: Int

    /// An index with room for `count` slots.
    init(for count: Int = 0) {
        let size = Self.size(for: count)
        unsafe cells = Self.allocate(size)
        mask = size - 1
    }

    deinit {
        unsafe cells.deallocate()
    }

    /// The first slot with this hash that `matches`; nil when there is none.
    @inline(__always)
    func first(_ hash: UInt32, where matches: (UInt32) -> Bool) -> UInt32? {
        var position = Int(hash) & mask
        while true {
            let cell = unsafe cells[position]
            if cell == Self.empty { return nil }
            if Self.hash(of: cell) == hash {
                let slot = UInt32(truncatingIfNeeded: cell)
                if matches(slot) { return slot }
            }
            position = (position + 1) & mask
        }
    }

    /// Adds a slot, growing when `count` slots are too many.
    mutating func insert(_ slot: UInt32, hash: UInt32, count: Int) {
        if !Self.fits(count, in: mask + 1) { resize(for: count + count / 4) }
        place(UInt64(hash) << 32 | UInt64(slot))
    }

    /// Removes a slot. It must be there.
    mutating func remove(_ slot: UInt32, hash: UInt32) {
        let wanted = UInt64(hash) << 32 | UInt64(slot)
        var hole = Int(hash) & mask
        while unsafe cells[hole] != wanted { hole = (hole + 1) & mask }
        var position = hole
        while true {
            position = (position + 1) & mask
            let cell = unsafe cells[position]
            if cell == Self.empty { break }
            let distance = (position - Int(Self.hash(of: cell))) & mask
            if distance >= (position - hole) & mask {
                unsafe cells[hole] = cell
                hole = position
            }
        }
        unsafe cells[hole] = Self.empty
    }

    private mutating func resize(for count: Int) {
        let old = unsafe cells
        let oldSize = mask + 1
        let size = Self.size(for: count)
        unsafe cells = Self.allocate(size)
        mask = size - 1
        for position in 0..<oldSize {
            let cell = unsafe old[position]
            if cell != Self.empty { place(cell) }
        }
        unsafe old.deallocate()
    }

    private mutating func place(_ cell: UInt64) {
        var position = Int(Self.hash(of: cell)) & mask
        while unsafe cells[position] != Self.empty { position = (position + 1) & mask }
        unsafe cells[position] = cell
    }

    private static func size(for count: Int) -> Int {
        var size = smallest
        while !fits(count, in: size) { size *= 2 }
        return size
    }

    private static func fits(_ count: Int, in size: Int) -> Bool { count * 5 <= size * 4 }

    private static func allocate(_ size: Int) -> UnsafeMutablePointer<UInt64> {
        let cells = UnsafeMutablePointer<UInt64>.allocate(capacity: size)
        unsafe cells.initialize(repeating: empty, count: size)
        return unsafe cells
    }

    @inline(__always)
    private static func hash(of cell: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: cell >> 32) }
}
