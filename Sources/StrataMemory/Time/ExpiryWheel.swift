/// Knows which entries are due, without a timer and without looking at the others.
///
/// A hierarchical timing wheel (G. Varghese, A. Lauck, "Hashed and Hierarchical Timing Wheels", SOSP 1987): eight levels
/// of 64 lists, the finest one millisecond each. A slot may lie earlier than its deadline, never later: whoever takes
/// it out looks at the deadline and puts it back. Work is done in the steps that the caller asks for.
struct ExpiryWheel: ~Copyable {
    private static let levels = 8
    private static let digitBits: UInt64 = 6
    /// The list of slots whose turn has come.
    private static let pending = levels * 64

    private var links = SlotLinks(lists: levels * 64 + 1)
    /// Which lists of a level may hold something, a bit each.
    private var occupied = [UInt64](repeating: 0, count: levels)
    /// The millisecond up to which turns have come.
    private var now: UInt64

    /// A wheel that starts at a time in milliseconds, rounded down.
    init(now: Int64) {
        self.now = UInt64(max(0, now))
    }

    /// Makes room for slots below `capacity`.
    mutating func grow(to capacity: Int) { links.grow(to: capacity) }

    /// Gives every slot its new number.
    mutating func renumber(_ renumbering: SlotRenumbering) { links.renumber(renumbering) }

    /// Whether a slot is in the wheel.
    func holds(_ slot: UInt32) -> Bool { links.isLinked(slot) }

    /// Puts a slot that is not in the wheel at its deadline, in milliseconds, rounded up.
    mutating func insert(_ slot: UInt32, deadline: Int64) {
        let turn = max(UInt64(max(0, deadline)), now + 1)
        let level = min(Self.levels - 1, (63 - (turn ^ now).leadingZeroBitCount) / Int(Self.digitBits))
        let digit = Self.digit(of: turn, at: level)
        occupied[level] |= 1 << digit
        links.prepend(slot, to: level * 64 + Int(digit))
    }

    /// Takes a slot out, if it is in.
    mutating func remove(_ slot: UInt32) { links.unlink(slot) }

    /// Lets time pass to a millisecond, rounded down. Going back is ignored. O(lists passed), at most 512.
    mutating func advance(to time: Int64) {
        guard time > Int64(now) else { return }
        let time = UInt64(time)
        let top = min(Self.levels - 1, (63 - (time ^ now).leadingZeroBitCount) / Int(Self.digitBits))
        for level in 0..<top { takeTurns(at: level, among: .max) }
        takeTurns(
            at: top,
            among: Self.digits(after: Self.digit(of: now, at: top), through: Self.digit(of: time, at: top))
        )
        now = time
    }

    /// Takes a slot out whose turn has come; nil when there is none.
    mutating func next() -> UInt32? {
        guard let slot = links.first(Self.pending) else { return nil }
        links.unlink(slot)
        return slot
    }

    private mutating func takeTurns(at level: Int, among digits: UInt64) {
        var due = occupied[level] & digits
        occupied[level] &= ~digits
        while due != 0 {
            links.splice(level * 64 + due.trailingZeroBitCount, to: Self.pending)
            due &= due - 1
        }
    }

    private static func digit(of time: UInt64, at level: Int) -> UInt64 {
        (time >> (digitBits * UInt64(level))) & 63
    }

    /// A bit for every digit above the first and up to the last. None when the last is not above.
    private static func digits(after first: UInt64, through last: UInt64) -> UInt64 {
        let through = last == 63 ? UInt64.max : (1 << (last + 1)) - 1
        let upToFirst = first == 63 ? UInt64.max : (1 << (first + 1)) - 1
        return through & ~upToFirst
    }
}
