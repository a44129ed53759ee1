internal import StrataCore

extension StripeState {
    /// The live keys of the next `limit` slots.
    ///
    /// Slots keep their numbers but for when the table shrinks: then the scan of this stripe begins again.
    func keys(from position: ScanPosition, limit: Int) -> KeyBatch {
        var batch = KeyBatch()
        let start = position.epoch == epoch ? min(position.slot, table.used) : 0
        let end = start + min(limit, table.used - start)
        let now = time.nanoseconds()
        for slot in UInt32(start)..<UInt32(end) where isLive(slot, now: now) { batch.keys.append(table.key(of: slot)) }
        guard end < table.used else { return batch }
        var next = position
        next.slot = end
        next.epoch = epoch
        batch.next = next
        return batch
    }

    private func isLive(_ slot: UInt32, now: Int64) -> Bool {
        guard table.holdsEntry(slot), table[slot].deadline > now else { return false }
        return tags.match(content(of: slot).metadata.tagVersions)
    }
}
