/// Decides which entry goes when there is no room. A pure structure: no clock, no lock, no randomness.
///
/// Three queues as in W-TinyLFU: newcomers enter a window; who leaves its end competes with the end of the main part, which
/// has a probation and a protected segment. A read only sets bits; queues are put in order when their ends are looked
/// at, as CLOCK does, and a resident that wins goes to the front, so that nobody defends his place for ever.
///
/// What sets it apart is how it decides. It samples the choices it makes and remembers both sides of them, also the one
/// that went: which of the two is read first? The answers, by the frequencies of both, are the rule of admission. Those
/// that come soon also set the size of the window: as long as newcomers that had to go are read sooner than the residents
/// they would have displaced, the window grows, and otherwise it shrinks. And as long as residents that were protected are read
/// again more often than others at the end of the main part, the protected segment grows. So it holds a part of a loop that is larger than the
/// cache, follows a working set that moves, and lets a scan pass, without being told which of them it sees.
///
/// `Docs/eviction.md` compares it with other policies.
struct EvictionPolicy: ~Copyable {
    let limit: Int
    var links = SlotLinks(lists: SlotMark.Segment.allCases.count)
    var marks = SlotArray(free: SlotMark(.window))
    var hashes = SlotArray<UInt32>(free: 0)
    var counts = SegmentCounts()
    var shares = SegmentShares()
    var sketch = FrequencySketch()
    var admission = AdmissionTable()
    var rivals = RivalryBoard()
    var record = ResidentRecord()
    var sampling = RivalSampling()
    var evictions: UInt32 = 0
    var hasJustEvicted = false

    /// A policy that knows nothing, for at most `limit` entries.
    init(limit: Int) {
        self.limit = limit
    }

    /// A policy without entries that goes on with what another one has learned.
    init(learnedBy other: borrowing EvictionPolicy) {
        limit = other.limit
        shares = other.shares
        admission = other.admission
        record = other.record
    }

    /// Makes room for slots below `capacity`.
    mutating func grow(to capacity: Int) {
        links.grow(to: capacity)
        marks.grow(to: capacity)
        hashes.grow(to: capacity)
        // Ahead of the entries, because a sketch that grows knows the old ones less well.
        sketch.ensureCapacity(min(limit, capacity * 2))
    }

    /// Gives every slot its new number.
    mutating func renumber(_ renumbering: SlotRenumbering) {
        links.renumber(renumbering)
        marks.renumber(renumbering)
        hashes.renumber(renumbering)
    }

    /// Takes note of a read. O(1), and writes one byte.
    @inline(__always)
    mutating func recordHit(_ slot: UInt32) {
        var mark = marks[slot]
        mark.countRead()
        if mark.mayHaveRival {
            mark.mayHaveRival = false
            settleRivalry(of: hashes[slot])
        }
        marks[slot] = mark
    }

    /// Takes in a new entry with its hash.
    mutating func insert(_ slot: UInt32, hash: UInt32) {
        settleRivalry(of: hash)
        sketch.add(hash)
        hashes[slot] = hash
        marks[slot] = SlotMark(.window)
        links.prepend(slot, to: SlotMark.Segment.window.rawValue)
        counts[.window] += 1
        if !hasJustEvicted, counts[.window] > shares.windowSize(of: counts.total), let last = last(of: .window) {
            move(last, to: .probation)
        }
        hasJustEvicted = false
    }

    /// Lets go of an entry.
    mutating func remove(_ slot: UInt32) {
        counts[marks[slot].segment] -= 1
        links.unlink(slot)
        takeReads(of: slot)
    }

    /// The entry that should go; nil when there is none. It stays in until it is removed.
    mutating func victim() -> UInt32? {
        prepareRivals()
        evictions &+= 1
        hasJustEvicted = true
        demoteOverflow()
        var newcomer = idleNewcomer()
        let windowSize = shares.windowSize(of: counts.total)
        if let slot = newcomer, counts[.window] > windowSize + 1 {
            move(slot, to: .probation)
            newcomer = idleNewcomer()
        }
        let resident = idleResident()
        guard let newcomer, let resident else { return newcomer ?? resident }
        return loser(newcomer, resident, windowIsShort: counts[.window] < windowSize)
    }

    private mutating func loser(_ newcomer: UInt32, _ resident: UInt32, windowIsShort: Bool) -> UInt32 {
        let newcomerFrequency = sketch.estimate(hashes[newcomer])
        let residentFrequency = sketch.estimate(hashes[resident])
        sampleRivals(newcomer, resident, frequencies: (newcomerFrequency, residentFrequency))
        if windowIsShort { return resident }
        if admission.admits(newcomer: newcomerFrequency, over: residentFrequency) {
            move(newcomer, to: .probation)
            return resident
        }
        move(resident, to: .probation)
        return newcomer
    }
}
