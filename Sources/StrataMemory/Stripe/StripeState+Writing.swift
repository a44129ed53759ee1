internal import StrataCore

extension StripeState {
    /// Stores an entry, replacing what is there, and voids the lease of its key.
    mutating func store(_ probe: KeyProbe, key: CacheKey, _ entry: PreparedEntry, _ garbage: inout Garbage) {
        voidLease(of: key)
        let now = time.nanoseconds()
        sweep(now: now, steps: 4, &garbage)
        if let slot = table.find(probe) {
            replace(slot, with: entry, now: now, &garbage)
        } else {
            add(probe, entry, now: now, &garbage)
        }
        counts.writes += 1
    }

    private mutating func add(_ probe: KeyProbe, _ entry: PreparedEntry, now: Int64, _ garbage: inout Garbage) {
        makeRoom(entries: 1, weight: entry.weight, now: now, &garbage)
        let hard = Deadline.after(entry.timeToLive, from: now)
        let slot = table.insert(probe, value: entry.value)
        growWithTable()
        if limits.weight != nil { sides[slot].weight = entry.weight }
        weight += entry.weight
        policy.insert(slot, hash: probe.shortHash)
        setDeadline(slot, hard, now: now)
    }

    private mutating func replace(
        _ slot: UInt32,
        with entry: PreparedEntry,
        now: Int64,
        _ garbage: inout Garbage
    ) {
        policy.recordHit(slot)
        var value = entry.value
        swap(&value, &table[slot].value)
        garbage.add(value)
        setDeadline(slot, Deadline.after(entry.timeToLive, from: now), now: now)
        guard limits.weight != nil else { return }
        weight += entry.weight - sides[slot].weight
        sides[slot].weight = entry.weight
        makeRoom(entries: 0, weight: 0, now: now, &garbage)
    }

    /// Replaces the value of a live entry and nothing else.
    mutating func replaceValue(_ slot: UInt32, with value: any Sendable, _ garbage: inout Garbage) {
        policy.recordHit(slot)
        var value = value
        swap(&value, &table[slot].value)
        garbage.add(value)
        counts.writes += 1
    }

    /// Gives an entry another deadline, or a new entry its first.
    mutating func setDeadline(_ slot: UInt32, _ hard: Int64, now: Int64) {
        let old = table[slot].deadline
        let deadline = softened(hard, now: now)
        if limits.needsSides { sides[slot].hardDeadline = hard }
        table[slot].deadline = deadline
        // The wheel may hold a slot too early, but never too late.
        guard deadline != Deadline.never, deadline < old || !wheel.holds(slot) else { return }
        wheel.remove(slot)
        wheel.insert(slot, deadline: Deadline.milliseconds(deadline))
    }

    private func softened(_ hard: Int64, now: Int64) -> Int64 {
        guard let idle = limits.idle else { return hard }
        return min(hard, idleDeadline(now, idle))
    }

    private mutating func growWithTable() {
        wheel.grow(to: table.capacity)
        policy.grow(to: table.capacity)
        if limits.needsSides { sides.grow(to: table.capacity) }
    }
}
