internal import StrataCore

/// The entries of one stripe: slots that never move while the table grows, and an index over them.
///
/// Slot numbers stay the same for the life of an entry, but for ``compact()``.
@safe
struct SlotTable: ~Copyable {
    private static let smallest = 16
    private static let noSlot = UInt32.max
    private static let valueOffset = MemoryLayout<Slot>.offset(of: \.value) ?? 0

    private var slots: UnsafeMutablePointer<Slot>
    private var index = SlotIndex()
    private var longKeys: [UInt32: [UInt8]] = [:]
    private var firstFree = SlotTable.noSlot
    private let limit: Int
    private let hasher: KeyHasher
    /// How many entries there are.
    private(set) var count = 0
    /// Every slot from here on was never used.
    private(set) var used = 0
    /// How many slots there is memory for.
    private(set) var capacity = 0

    /// An empty table that never takes memory for more than `limit` entries.
    init(limit: Int, hasher: KeyHasher) {
        self.hasher = hasher
        self.limit = limit
        unsafe slots = UnsafeMutablePointer<Slot>.allocate(capacity: 0)
    }

    deinit {
        unsafe slots.deinitialize(count: used)
        unsafe slots.deallocate()
    }

    /// The slot of a key; nil when there is none.
    @inline(__always)
    func find(_ probe: KeyProbe) -> UInt32? {
        index.first(probe.shortHash) { slot in
            guard unsafe slots[Int(slot)].key == probe.packed else { return false }
            return unsafe !probe.packed.isLong || isLongKey(slot, equalTo: probe.bytes)
        }
    }

    private func isLongKey(_ slot: UInt32, equalTo bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        unsafe longKeys[slot]?.elementsEqual(bytes) ?? false
    }

    /// A slot in place.
    subscript(_ slot: UInt32) -> Slot {
        @inline(__always)
        unsafeAddress { unsafe UnsafePointer(slots + Int(slot)) }
        @inline(__always)
        unsafeMutableAddress { unsafe slots + Int(slot) }
    }

    /// The address of the value of a used slot, if it is of the type that the layout is of.
    @inline(__always)
    func address(of slot: UInt32, _ layout: ValueLayout) -> UnsafeRawPointer? {
        let address = unsafe UnsafeRawPointer(slots + Int(slot)) + Self.valueOffset
        return unsafe layout.address(in: address.assumingMemoryBound(to: (any Sendable).self))
    }

    /// The short hash of a used slot.
    private func hash(of slot: UInt32) -> UInt32 { UInt32(truncatingIfNeeded: hasher.hash(self[slot].key)) }

    /// The key of a used slot.
    func key(of slot: UInt32) -> CacheKey {
        if let long = longKeys[slot] { return CacheKey(String(decoding: long, as: UTF8.self)) }
        return unsafe self[slot].key.withInlineBytes { unsafe CacheKey(String(decoding: $0, as: UTF8.self)) }
    }

    /// Adds an entry under a key that is not there yet, and returns its slot.
    ///
    /// The slot has the deadline of the entry that it held before; set it.
    mutating func insert(_ probe: KeyProbe, value: any Sendable) -> UInt32 {
        let slot = takeFree()
        count += 1
        self[slot].key = probe.packed
        self[slot].value = value
        if probe.packed.isLong { longKeys[slot] = unsafe Array(probe.bytes) }
        index.insert(slot, hash: probe.shortHash, count: count)
        return slot
    }

    /// Removes an entry and returns its value, for the caller to let go of outside of the lock.
    mutating func remove(_ slot: UInt32) -> any Sendable {
        index.remove(slot, hash: hash(of: slot))
        if self[slot].key.isLong { longKeys[slot] = nil }
        var value: any Sendable = ()
        swap(&value, &self[slot].value)
        self[slot].key = .none(firstFree)
        firstFree = slot
        count -= 1
        return value
    }

    /// Whether the slot holds an entry. For slots below ``used``.
    func holdsEntry(_ slot: UInt32) -> Bool { !self[slot].key.isNone }

    private mutating func takeFree() -> UInt32 {
        if firstFree != Self.noSlot {
            let slot = firstFree
            firstFree = UInt32(truncatingIfNeeded: self[slot].key.first)
            return slot
        }
        if used == capacity { resize(to: largerCapacity) }
        unsafe (slots + used).initialize(to: .free)
        used += 1
        return UInt32(used - 1)
    }

    /// Twice as much, or the limit where that is near.
    private var largerCapacity: Int {
        let twice = max(Self.smallest, capacity * 2)
        return capacity < limit && twice * 3 >= limit * 2 ? limit : twice
    }

    private mutating func resize(to capacity: Int) {
        let grown = UnsafeMutablePointer<Slot>.allocate(capacity: capacity)
        unsafe grown.moveInitialize(from: slots, count: used)
        unsafe slots.deallocate()
        unsafe slots = grown
        self.capacity = capacity
    }

    /// Whether so few slots are in use that ``compact()`` gives memory back.
    var isSparse: Bool { capacity > 64 && count * 4 < capacity }

    /// Moves the entries together and gives memory back. O(capacity).
    ///
    /// - Returns: The new number of each slot that holds an entry.
    mutating func compact() -> SlotRenumbering {
        var renumbering = SlotRenumbering(from: used, to: max(Self.smallest, min(limit, count + count / 2)))
        let moved = longKeys
        longKeys = [:]
        index = SlotIndex(for: count)
        var next: UInt32 = 0
        for old in 0..<UInt32(used) where holdsEntry(old) {
            renumbering[old] = next
            if next != old { unsafe swap(&slots[Int(next)], &slots[Int(old)]) }
            if let key = moved[old] { longKeys[next] = key }
            index.insert(next, hash: hash(of: next), count: Int(next) + 1)
            next += 1
        }
        unsafe (slots + count).deinitialize(count: used - count)
        used = count
        firstFree = Self.noSlot
        resize(to: renumbering.capacity)
        return renumbering
    }
}
