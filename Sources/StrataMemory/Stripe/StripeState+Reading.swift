internal import StrataCore

extension StripeState {
    /// The slot of a live entry; nil when there is none. An entry that has expired or is void by its tags is removed.
    @inline(__always)
    mutating func liveSlot(_ probe: KeyProbe, _ garbage: inout Garbage) -> UInt32? {
        guard let slot = table.find(probe) else { return nil }
        if time.hasReached(table[slot].deadline) || isAnnotated(slot), isDead(slot) {
            discard(slot, &garbage)
            return nil
        }
        return slot
    }

    /// Whether the entry has expired, which is counted, or is void by its tags.
    private mutating func isDead(_ slot: UInt32) -> Bool {
        if time.hasReached(table[slot].deadline) {
            counts.expirations += 1
            return true
        }
        return !tags.match(content(of: slot).metadata.tagVersions)
    }

    @inline(__always)
    private func isAnnotated(_ slot: UInt32) -> Bool {
        guard ValueLayout.isTrusted else { return table[slot].value is AnnotatedValue }
        return unsafe table.address(of: slot, AnnotatedValue.layout) != nil
    }

    /// As ``liveSlot(_:_:)``, counted as a read and as an access.
    @inline(__always)
    mutating func accessedSlot(_ probe: KeyProbe, _ garbage: inout Garbage) -> UInt32? {
        guard let slot = liveSlot(probe, &garbage) else {
            counts.misses += 1
            return nil
        }
        counts.hits += 1
        policy.recordHit(slot)
        if let idle = limits.idle { prolong(slot, by: idle) }
        return slot
    }

    /// Hands the value of a live entry to `copy` where it lies, if it is of the type that the layout is of.
    ///
    /// - Returns: The value when it is of another type; nil otherwise, also when there is none.
    @inline(__always)
    mutating func read(
        _ probe: KeyProbe,
        as layout: ValueLayout,
        _ copy: (UnsafeRawPointer) -> Void,
        _ garbage: inout Garbage
    ) -> (any Sendable)? {
        guard let slot = accessedSlot(probe, &garbage) else { return nil }
        guard let address = unsafe table.address(of: slot, layout) else { return content(of: slot).value }
        unsafe copy(address)
        return nil
    }

    /// What a live entry's slot holds, and its metadata.
    func content(of slot: UInt32) -> (value: any Sendable, metadata: EntryMetadata) {
        let value = table[slot].value
        // Asked first: with the full Foundation in the program, a cast of an array to a class makes an object of each element.
        guard isAnnotated(slot), let annotated = value as? AnnotatedValue else { return (value, EntryMetadata()) }
        return (annotated.value, annotated.metadata)
    }

    /// How long a live entry still has.
    func timeToLive(of slot: UInt32) -> TimeToLive {
        let deadline = table[slot].deadline
        return Deadline.remaining(deadline, at: deadline == Deadline.never ? 0 : time.nanoseconds())
    }

    private mutating func prolong(_ slot: UInt32, by idle: Int64) {
        let deadline = idleDeadline(time.nanoseconds(), idle)
        table[slot].deadline = min(sides[slot].hardDeadline, deadline)
    }

    /// When an entry that is accessed now expires if it is not accessed again.
    func idleDeadline(_ now: Int64, _ idle: Int64) -> Int64 {
        let (deadline, overflow) = now.addingReportingOverflow(idle)
        return overflow ? Deadline.never : deadline
    }
}
