/// Decides who goes when there is no room: SIEVE (Y. Zhang et al., "SIEVE is Simpler than LRU", NSDI 2024).
struct EvictionPolicy: ~Copyable {
    private var links = SlotLinks(lists: 1)
    private var visited: [Bool] = []
    private var hand: UInt32?

    /// Makes room for slots below `capacity`.
    mutating func grow(to capacity: Int) {
        links.grow(to: capacity)
        visited += [Bool](repeating: false, count: max(0, capacity - visited.count))
    }

    /// Gives every slot its new number.
    mutating func renumber(_ renumbering: [UInt32], capacity: Int) {
        var moved = [Bool](repeating: false, count: capacity)
        for old in 0..<visited.count where links.isLinked(UInt32(old)) { moved[Int(renumbering[old])] = visited[old] }
        links.renumber(renumbering, capacity: capacity)
        visited = moved
        hand = nil
    }

    /// Takes note of a read.
    mutating func recordHit(_ slot: UInt32) { visited[Int(slot)] = true }

    /// Takes in a new entry with its hash.
    mutating func insert(_ slot: UInt32, hash: UInt32) {
        visited[Int(slot)] = false
        links.prepend(slot, to: 0)
    }

    /// Lets go of an entry that was removed.
    mutating func remove(_ slot: UInt32) {
        if hand == slot { hand = links.before(slot) }
        links.unlink(slot)
    }

    /// The entry that should go; nil when there is none. It stays in until it is removed.
    mutating func victim() -> UInt32? {
        var candidate = hand ?? links.last(0)
        while let slot = candidate {
            guard visited[Int(slot)] else {
                hand = slot
                return slot
            }
            visited[Int(slot)] = false
            candidate = links.before(slot) ?? links.last(0)
        }
        return nil
    }
}
