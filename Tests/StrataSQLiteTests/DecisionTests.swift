import StrataCore
@testable import StrataSQLite
import Testing

/// The decisions, without a file.
@Suite struct DecisionTests {
    @Test func backOffDoublesToItsLongestAndBeginsAnew() {
        var backOff = BusyBackOff()
        #expect((0..<8).map { _ in backOff.pause() } == [1, 2, 4, 8, 16, 32, 50, 50])
        backOff.reset()
        #expect(backOff.pause() == 1)
    }

    @Test func waitsEndWithTheReasonThatComesFirst() {
        let limit = WaitLimit(from: 0, deadline: .nanoseconds(100), lockTimeout: .nanoseconds(50))
        #expect(limit.failure(at: 49, isLocked: true) == nil)
        #expect(limit.failure(at: 50, isLocked: true) == .busy)
        #expect(limit.failure(at: 99, isLocked: false) == nil)
        #expect(limit.failure(at: 100, isLocked: true) == .deadlineExceeded)
        let endless = WaitLimit(from: 5, deadline: .seconds(Int64.max), lockTimeout: .seconds(Int64.max))
        #expect(endless.failure(at: .max - 1, isLocked: true) == nil)
    }

    @Test func slowReadsAreAffordedATenthOfTheTime() {
        var budget = SlowReadBudget()
        #expect(budget.pay(40_000_000, at: 1_000_000_000) == nil)
        let until = budget.pay(40_000_000, at: 1_000_000_000)
        #expect(until == 1_300_000_000)
        #expect(budget.pay(1_000_000, at: 2_000_000_000) == nil)
    }

    @Test func roomIsMeasuredWhenItMayBecomeTight() {
        var plan = RoomPlan(bound: 1_000_000)
        #expect(plan.needsMeasure(before: 10) == true)
        plan.measured(100_000)
        #expect(plan.needsMeasure(before: 1000) == false)
        #expect(!plan.isNearBound)
        plan.measured(740_000)
        #expect(plan.isNearBound)
        #expect(plan.needsMeasure(before: 20_000) == true)
        plan.measured(990_000)
        #expect(plan.excess(before: 15_000) == 5_000)
    }

    @Test func evictionTakesExpiredRowsThenTheOldestAndSparesLeases() {
        let sample = (0..<32).map { (index: Int) -> EvictionPlan.Candidate in
            EvictionPlan.Candidate(
                id: Int64(index),
                accessedAt: Int64(100 - index),
                expiresAt: index == 3 ? 50 : nil,
                leaseUntil: index == 31 ? 1000 : nil,
                weight: 10
            )
        }
        #expect(EvictionPlan(sample, needed: 10, at: 60).victims.map(\.id) == [3])
        #expect(EvictionPlan(sample, needed: 35, at: 60).victims.map(\.id) == [3, 30, 29, 28])
        #expect(EvictionPlan(sample, needed: 1000, at: 60).victims.count == 5)
        #expect(EvictionPlan([], needed: 1000, at: 60).victims.isEmpty)
    }

    @Test func readsAreRememberedWithinBoundsAndToldNowAndThen() {
        var log = AccessLog()
        var times = 0
        for id in 0..<Int64(AccessLog.capacity + 10) where log.note(id, at: 1_000_000 + id) { times += 1 }
        #expect(times == 2)
        #expect(log.take(0) == nil)
        #expect(log.take(Int64(AccessLog.capacity + 9)) != nil)
        #expect(log.takeLatest(3).map(\.id) == [16_392, 16_391, 16_390])
        #expect(log.take(16_391) == nil)
    }

    @Test func tagsReadBackAsTheyWereStored() {
        let stamp = TagStamp([.init(name: [], version: .max), .init(name: Array("täg\0".utf8), version: 258)])
        let stored = stamp.stored ?? []
        #expect(TagStamp(stored: stored) == stamp)
        for count in 1..<stored.count where count != 12 {
            #expect(TagStamp(stored: Array(stored.prefix(count))) == nil)
        }
        #expect(TagStamp([TagStamp.Element]()).stored == nil)
    }

    @Test func longKeysStandInTheIndexAsDigests() throws {
        let short = try StoredKey(CacheKey(String(repeating: "k", count: 255)))
        let long = try StoredKey(CacheKey(String(repeating: "k", count: 256)))
        #expect(short.plain == nil)
        #expect(long.indexed.count == 33)
        #expect(long.plain?.count == 256)
        #expect(StoredKey.key(indexed: long.indexed, plain: long.plain).rawValue.utf8.count == 256)
    }

    @Test func scansGoThroughShortKeysThenDigests() throws {
        let range = KeyRange(matching: "ab*")
        let first = try range.position(after: nil)
        #expect(first == KeyRange.Position(key: Array("ab".utf8), isIncluded: true, end: Array("ac".utf8)))
        let cursor = try #require(range.next(after: Array("abz".utf8), isFull: true, position: first))
        let second = try range.position(after: cursor)
        #expect(second == KeyRange.Position(key: Array("abz".utf8), isIncluded: false, end: Array("ac".utf8)))
        let digests = try range.position(after: range.next(after: nil, isFull: false, position: second))
        #expect(digests.key == [0xFF])
        #expect(range.next(after: nil, isFull: false, position: digests) == nil)
        for bytes in [[], [9], [1], [2, 3]] as [[UInt8]] {
            #expect(throws: CacheError.self) { try range.position(after: ScanCursor(bytes)) }
        }
    }

    @Test func theLineTellsItsServerOnceAndClosesOnce() {
        var line = WaitingLine(capacity: 2)
        let operation = Operation(.read, limit: WaitLimit(from: 0, deadline: .seconds(1), lockTimeout: .zero)) { _ in }
        let admissions = (0..<3).map { _ in line.add(operation) }
        #expect(admissions == [.waitsFirst, .waits, .overloaded])
        let taken = [line.take(hasMore: false).count, line.take(hasMore: true).count]
        #expect(taken == [2, 0])
        #expect(line.add(operation) == .waits)
        let rest = [line.take(hasMore: true).count, line.take(hasMore: false).count]
        #expect(rest == [1, 0])
        #expect(line.add(operation) == .waitsFirst)
        let closings = [line.close(), line.close()]
        #expect(closings == [true, false])
        #expect(line.add(operation) == .closed)
    }
}
