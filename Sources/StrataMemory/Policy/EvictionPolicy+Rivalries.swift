extension EvictionPolicy {
    /// How many rivalries are remembered at least, so that small caches learn quickly.
    private static var leastRivals: Int { 1024 }

    /// Makes room for rivalries, once there are evictions.
    mutating func prepareRivals() {
        guard rivals.capacity < max(Self.leastRivals, counts.total / 4) else { return }
        // Twice as many as needed, so that a cache that grows does not forget at every step, but no more than ever needed.
        rivals.ensureCapacity(max(Self.leastRivals, min(limit / 4, counts.total / 2)))
    }

    /// Remembers some of the choices between a newcomer and a resident.
    mutating func sampleRivals(_ newcomer: UInt32, _ resident: UInt32, frequencies: (newcomer: Int, resident: Int)) {
        guard sampling.isDue(entries: counts.total, rivals: rivals.capacity) else { return }
        let rivalry = Rivalry(
            newcomer: hashes[newcomer],
            resident: hashes[resident],
            moment: evictions,
            newcomerFrequency: UInt8(frequencies.newcomer),
            residentFrequency: UInt8(frequencies.resident),
            residentWasProtected: marks[resident].wasProtected
        )
        guard !rivals.contains(rivalry.newcomer), !rivals.contains(rivalry.resident) else { return }
        rivals.open(rivalry)
        marks[newcomer].mayHaveRival = true
        marks[resident].mayHaveRival = true
        record.ask(wasProtected: rivalry.residentWasProtected)
        shares.shiftProtection(growing: record.protectionPays, weight: sampling.stride)
    }

    /// Learns from the rivalry that an entry wins by being read or stored.
    @inline(never)
    mutating func settleRivalry(of hash: UInt32) {
        guard let rivalry = rivals.settle(hash) else { return }
        let newcomerWasFirst = hash == rivalry.newcomer
        admission.learn(from: rivalry, newcomerWasFirst: newcomerWasFirst)
        guard Int(evictions &- rivalry.moment) < shares.horizon(of: counts.total) else { return }
        shares.shiftWindow(growing: newcomerWasFirst, entries: counts.total, weight: sampling.stride)
        if !newcomerWasFirst { record.answer(wasProtected: rivalry.residentWasProtected) }
    }
}
