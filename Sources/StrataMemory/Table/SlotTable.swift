internal import StrataCore

/// The entries of one stripe: slots that never move while the table grows, and an index over them.
///
/// Slot numbers stay the same for the life of an entry, but for ``compact()``.
@safe
struct SlotTable: ~Copyable {
    private static let smallest = 16
    private static let noSlot = UInt32.max

    private var slots: UnsafeMutablePointer<Slot>
    /// The short hash of a used slot; the next free slot of a free one.
    private var hashes: UnsafeMutablePointer<UInt32>
    private var index = SlotIndex()
    private var longKeys: [UInt32: [UInt8]] = [:]
    private var firstFree = SlotTable.noSlot
    private let limit: Int
    /// How many entries there are.
    private(set) var count = 0
    /// Every slot from here on was never used.
    private(set) var used = 0
    /// How many slots there is memory for.
    private(set) var capacity = 0

    /// An empty table that never takes memory for more than `limit` entries.
    init(limit: Int) {
        self.limit = limit
        unsafe slots = UnsafeMutablePointer<Slot>.allocate(capacity: 0)
        unsafe hashes = UnsafeMutablePointer<UInt32>.allocate(capacity: 0)
    }

    deinit {
        unsafe slots.deinitialize(count: used)
        unsafe slots.deallocate()
        unsafe hashes.deallocate()
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

    /// The short hash of a used slot.
    @inline(__always)
    func hash(of slot: UInt32) -> UInt32 { unsafe hashes[Int(slot)] }

    /// The key of a used slot.
    func key(of slot: UInt32) -> CacheKey {
        if let long = longKeys[slot] { return CacheKey(String(decoding: long, as: UTF8.self)) }
        return unsafe self[slot].key.withInlineBytes { unsafe CacheKey(String(decoding: $0, as: UTF8.self)) }
    }

    /// Adds an entry under a key that is not there yet, and returns its slot.
    mutating func insert(_ probe: KeyProbe, deadline: Int64, value: any Sendable) -> UInt32 {
        let slot = takeFree()
        count += 1
        self[slot] = Slot(key: probe.packed, deadline: deadline, value: value)
        unsafe hashes[Int(slot)] = probe.shortHash
        if probe.packed.isLong { unsafe longKeys[slot] = Array(probe.bytes) }
        index.insert(slot, hash: probe.shortHash, count: count)
        return slot
    }

    /// Removes an entry and returns its value, for the caller to let go of outside of the lock.
    mutating func remove(_ slot: UInt32) -> any Sendable {
        index.remove(slot, hash: hash(of: slot))
        if self[slot].key.isLong { longKeys[slot] = nil }
        var freed = Slot.free
        swap(&freed, &self[slot])
        unsafe hashes[Int(slot)] = firstFree
        firstFree = slot
        count -= 1
        return freed.value
    }

    /// Whether the slot holds an entry. For slots below ``used``.
    func holdsEntry(_ slot: UInt32) -> Bool { !self[slot].key.isNone }

    private mutating func takeFree() -> UInt32 {
        if firstFree != Self.noSlot {
            let slot = firstFree
            firstFree = unsafe hashes[Int(slot)]
            return slot
        }
        if used == capacity { resize(to: min(max(Self.smallest, capacity + capacity / 2), max(limit, Self.smallest))) }
        if used == capacity { resize(to: capacity * 2) }
        unsafe (slots + used).initialize(to: .free)
        used += 1
        return UInt32(used - 1)
    }

    private mutating func resize(to capacity: Int) {
        let grown = UnsafeMutablePointer<Slot>.allocate(capacity: capacity)
        unsafe grown.moveInitialize(from: slots, count: used)
        unsafe slots.deallocate()
        unsafe slots = grown
        let grownHashes = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
        unsafe grownHashes.moveInitialize(from: hashes, count: used)
        unsafe hashes.deallocate()
        unsafe hashes = grownHashes
        self.capacity = capacity
    }

    /// Whether so few slots are in use that ``compact()`` gives memory back.
    var isSparse: Bool { capacity > 64 && count * 4 < capacity }

    /// Moves the entries together and gives memory back. O(capacity).
    ///
    /// - Returns: The new number of each slot by its old one; slots that held no entry have number 0.
    mutating func compact() -> [UInt32] {
        var renumbering = [UInt32](repeating: 0, count: capacity)
        var next = 0
        index = SlotIndex(for: count)
        let moved = longKeys
        longKeys = [:]
        for old in 0..<used where holdsEntry(UInt32(old)) {
            renumbering[old] = UInt32(next)
            if next != old { unsafe swap(&slots[next], &slots[old]) }
            unsafe hashes[next] = hashes[old]
            if let key = moved[UInt32(old)] { longKeys[UInt32(next)] = key }
            unsafe index.insert(UInt32(next), hash: hashes[next], count: next + 1)
            next += 1
        }
        unsafe (slots + next).deinitialize(count: used - next)
        used = next
        firstFree = Self.noSlot
        resize(to: max(Self.smallest, min(limit, count + count / 2)))
        return renumbering
    }
}
