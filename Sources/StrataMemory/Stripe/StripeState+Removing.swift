internal import StrataCore

extension StripeState {
    /// Removes an entry whatever the reason, without counting it.
    ///
    /// The wheel keeps the slot, for the next entry in it most likely expires later, and too early is never wrong there.
    mutating func discard(_ slot: UInt32, _ garbage: inout Garbage) {
        policy.remove(slot)
        if limits.needsSides {
            weight -= sides[slot].weight
            sides[slot] = .free
        }
        garbage.add(table.remove(slot))
    }

    /// Removes the entry of a key for a caller, and voids the lease.
    ///
    /// - Returns: Whether there was a live one.
    @discardableResult
    mutating func remove(_ probe: KeyProbe, key: CacheKey, _ garbage: inout Garbage) -> Bool {
        voidLease(of: key)
        guard let slot = liveSlot(probe, &garbage) else { return false }
        counts.removals += 1
        discard(slot, &garbage)
        giveMemoryBack()
        return true
    }

    /// Removes every entry and every lease.
    mutating func removeEverything(into garbage: inout Garbage) {
        for slot in 0..<UInt32(table.used) where table.holdsEntry(slot) { garbage.add(table.remove(slot)) }
        let now = time.nanoseconds()
        table = SlotTable(limit: limits.entries, hasher: hasher)
        policy = EvictionPolicy(learnedBy: policy)
        wheel = ExpiryWheel(now: now / 1_000_000)
        sides = SlotArray(free: .free)
        weight = 0
        leases = [:]
        epoch &+= 1
    }

    /// Removes everything for a caller.
    mutating func clear(_ garbage: inout Garbage) {
        counts.removals += Int64(table.count)
        removeEverything(into: &garbage)
    }

    /// Lets go of entries until so many more, and so much more weight, fit: those that have expired first.
    mutating func makeRoom(entries: Int, weight more: Int, now: Int64, _ garbage: inout Garbage) {
        while table.count + entries > limits.entries || weight + more > limits.weight ?? .max {
            if sweepOne(now: now, steps: 256, &garbage) { continue }
            guard let slot = policy.victim() else { return }
            counts.evictions += 1
            discard(slot, &garbage)
        }
    }

    /// Removes entries that have expired, looking at no more than `steps`.
    ///
    /// - Returns: Whether there is nothing left to look at.
    @discardableResult
    mutating func sweep(now: Int64, steps: Int, _ garbage: inout Garbage) -> Bool {
        wheel.advance(to: now / 1_000_000)
        for _ in 0..<steps {
            guard let slot = wheel.next() else { return true }
            settle(slot, now: now, &garbage)
        }
        return false
    }

    /// Removes one entry that has expired, looking at no more than `steps`.
    private mutating func sweepOne(now: Int64, steps: Int, _ garbage: inout Garbage) -> Bool {
        for _ in 0..<steps {
            guard let slot = wheel.next() else { return false }
            if settle(slot, now: now, &garbage) { return true }
        }
        return false
    }

    /// Removes an entry that the wheel gave out when it has expired, and puts it back when it has not.
    @discardableResult
    private mutating func settle(_ slot: UInt32, now: Int64, _ garbage: inout Garbage) -> Bool {
        guard table.holdsEntry(slot) else { return false }
        let deadline = table[slot].deadline
        if deadline <= now {
            counts.expirations += 1
            discard(slot, &garbage)
            return true
        }
        if deadline != Deadline.never { wheel.insert(slot, deadline: Deadline.milliseconds(deadline)) }
        return false
    }

    /// Moves the entries together when few slots are left in use.
    mutating func giveMemoryBack() {
        guard table.isSparse else { return }
        // Slots that hold no entry get no new number, and must not be left in a list.
        for slot in 0..<UInt32(table.used) where !table.holdsEntry(slot) { wheel.remove(slot) }
        let renumbering = table.compact()
        policy.renumber(renumbering)
        wheel.renumber(renumbering)
        sides.renumber(renumbering)
        epoch &+= 1
    }
}
