import StrataCore
import Testing

@testable import StrataMemory

@Suite struct PolicyTests {
    @Test func theSketchCountsUpToFifteenAndAges() {
        var sketch = FrequencySketch()
        #expect(sketch.estimate(1) == 0)
        sketch.ensureCapacity(1000)
        for _ in 0..<5 { sketch.add(1) }
        sketch.add(2, times: 40)
        #expect(sketch.estimate(1) == 5)
        #expect(sketch.estimate(2) == 15)
        sketch.ensureCapacity(5000)
        #expect(sketch.estimate(1) == 5)
        for hash in UInt32(10)..<50_010 { sketch.add(hash) }
        #expect(sketch.estimate(2) < 15)
    }

    @Test func rivalriesAreFoundFromBothSidesAndSettledOnce() {
        var board = RivalryBoard()
        let rivalry = Rivalry(
            newcomer: 7,
            resident: 9,
            moment: 0,
            newcomerFrequency: 1,
            residentFrequency: 2,
            residentWasProtected: false
        )
        board.open(rivalry)
        #expect(!board.contains(7))
        board.ensureCapacity(4)
        board.open(rivalry)
        #expect(board.contains(7) && board.contains(9) && !board.contains(8))
        #expect(board.settle(9)?.newcomer == 7)
        #expect(!board.contains(7))
        #expect(board.settle(7) == nil)
    }

    @Test func admissionIsLearned() {
        var table = AdmissionTable()
        #expect(table.admits(newcomer: 2, over: 1))
        #expect(!table.admits(newcomer: 2, over: 2))
        let rivalry = Rivalry(
            newcomer: 1,
            resident: 2,
            moment: 0,
            newcomerFrequency: 2,
            residentFrequency: 2,
            residentWasProtected: false
        )
        for _ in 0..<3 { table.learn(from: rivalry, newcomerWasFirst: true) }
        #expect(table.admits(newcomer: 2, over: 2))
        for _ in 0..<30 { table.learn(from: rivalry, newcomerWasFirst: false) }
        #expect(!table.admits(newcomer: 2, over: 2))
    }

    @Test func aVictimIsAlwaysAnEntry() {
        var policy = EvictionPolicy(limit: 100)
        #expect(policy.victim() == nil)
        policy.grow(to: 101)
        var random = SplitMix(seed: 3)
        var held: Set<UInt32> = []
        for _ in 0..<20_000 {
            let slot = UInt32(random.next() % 101)
            switch (held.contains(slot), random.next() % 8) {
            case (true, 0):
                policy.remove(slot)
                held.remove(slot)
            case (true, _):
                policy.recordHit(slot)
            case (false, _):
                policy.insert(slot, hash: UInt32(truncatingIfNeeded: random.next() % 300))
                held.insert(slot)
            }
            guard held.count > 100, let victim = policy.victim() else { continue }
            #expect(held.remove(victim) != nil)
            policy.remove(victim)
        }
        while let victim = policy.victim() {
            #expect(held.remove(victim) != nil)
            policy.remove(victim)
        }
        #expect(held.isEmpty)
    }

    /// Hits per access of a pattern through the cache itself.
    private func hitRatio(_ entries: Int, _ keys: some Sequence<Int>) throws -> Double {
        let cache = MemoryCache(maximumEntries: entries)
        for key in keys where try cache.get(CacheKey("\(key)"), as: Int.self) == nil {
            try cache.set(CacheKey("\(key)"), to: key)
        }
        return try cache.statistics().hitRatio ?? 0
    }

    /// LRU and its kin have none here.
    @Test func holdsAPartOfALoopThatIsTooLarge() throws {
        #expect(try hitRatio(500, (0..<60_000).lazy.map { $0 % 1000 }) > 0.4)
    }

    /// Plain frequency has little here: what was popular never comes again.
    @Test func followsAWorkingSetThatMoves() throws {
        var random = SplitMix(seed: 5)
        let keys = (0..<60_000).map { $0 / 3000 * 1000 + Int(random.next() % 400) }
        #expect(try hitRatio(500, keys) > 0.8)
    }

    @Test func aScanPassesThrough() throws {
        var random = SplitMix(seed: 6)
        let keys = (0..<60_000).map { access in
            access % 3 != 0 ? Int(random.next() % 400) : 1_000_000 + access
        }
        #expect(try hitRatio(500, keys) > 0.6)
    }
}
