extension EvictionPolicy {
    /// How many entries one eviction puts in order at most in each queue; the rest is left to later ones.
    private static var mostSteps: Int { 64 }

    /// The slot at the end of a segment; nil when it is empty.
    func last(of segment: SlotMark.Segment) -> UInt32? { links.last(segment.rawValue) }

    /// Puts a slot in front of a segment.
    mutating func move(_ slot: UInt32, to segment: SlotMark.Segment) {
        counts[marks[slot].segment] -= 1
        counts[segment] += 1
        links.unlink(slot)
        links.prepend(slot, to: segment.rawValue)
        marks[slot].segment = segment
    }

    /// Adds the reads of an entry to its frequency.
    ///
    /// - Returns: Whether there were any.
    @discardableResult
    mutating func takeReads(of slot: UInt32) -> Bool {
        let reads = marks[slot].reads
        guard reads > 0 else { return false }
        sketch.add(hashes[slot], times: reads)
        marks[slot].forgetReads()
        return true
    }

    /// The end of the window, after those that were read have gone to its front; nil when it is empty.
    mutating func idleNewcomer() -> UInt32? {
        for _ in 0..<Self.mostSteps {
            guard let slot = last(of: .window) else { return nil }
            guard takeReads(of: slot) else { return slot }
            move(slot, to: .window)
        }
        return last(of: .window)
    }

    /// The end of probation, after those that were read have been promoted; nil when the main part is empty.
    mutating func idleResident() -> UInt32? {
        for _ in 0..<Self.mostSteps {
            if let slot = last(of: .probation) {
                guard takeReads(of: slot) else { return slot }
                move(slot, to: .protected)
                demoteOverflow()
            } else if let slot = last(of: .protected) {
                move(slot, to: takeReads(of: slot) ? .protected : .probation)
            } else {
                return nil
            }
        }
        return last(of: .probation) ?? last(of: .protected)
    }

    /// Moves the end of the protected segment to probation while the segment is too large; those that were read stay.
    mutating func demoteOverflow() {
        let most = shares.protectedSize(of: counts.total)
        var second = 0
        while counts[.protected] > most, let slot = last(of: .protected) {
            let staysForNow = takeReads(of: slot) && second < Self.mostSteps
            move(slot, to: staysForNow ? .protected : .probation)
            if staysForNow { second += 1 }
        }
    }
}
