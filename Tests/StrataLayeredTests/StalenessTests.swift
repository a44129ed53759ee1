import StrataCore
import StrataLayered
import StrataMemory
import StrataTestKit
import Testing

/// What is served when there is no fresh value in time.
@Suite struct StalenessTests {
    struct Failure: Error {}

    let bed = LayeredTestBed()
    var options = LoadOptions(expires: .seconds(10), failSafe: FailSafe(maximumStaleness: .seconds(60)))

    @Test func aStaleValueStandsInForAFailedLoadAndTheLoadIsNotTriedAgainAtOnce() async throws {
        let (cache, load) = (bed.node(), SlowLoad())
        load.open()
        let failing: @concurrent @Sendable (LoadContext<Int>) async throws -> Int = { _ in
            await load.pass()
            throw Failure()
        }
        _ = try await cache.getOrSet("key", options) { _ in 1 }
        bed.clock.advance(by: .seconds(10))
        #expect(try await cache.get("key", as: Int.self) == nil)
        let answer = try await cache.answer("key", options, load: failing)
        #expect(answer.value == 1 && answer.isStale && answer.reason == .expired && answer.age == .seconds(10))
        #expect(try await cache.getOrSet("key", options, load: failing) == 1)
        #expect(load.runs == 1)
        bed.clock.advance(by: .seconds(5))
        #expect(try await cache.getOrSet("key", options, load: failing) == 1)
        #expect(load.runs == 2)
        bed.clock.advance(by: .seconds(55))
        await #expect(throws: Failure.self) { try await cache.getOrSet("key", options, load: failing) }
    }

    @Test func withoutFailSafeNothingStaleIsServed() async throws {
        let cache = bed.node()
        let plain = LoadOptions(expires: .seconds(10))
        _ = try await cache.getOrSet("key", plain) { _ in 1 }
        bed.clock.advance(by: .seconds(10))
        await #expect(throws: Failure.self) { try await cache.getOrSet("key", plain) { _ -> Int in throw Failure() } }
    }

    @Test func aStaleValueOfAnotherNodeStandsInToo() async throws {
        _ = try await bed.node().getOrSet("key", options) { _ in 1 }
        bed.clock.advance(by: .seconds(20))
        #expect(try await bed.node().getOrSet("key", options) { _ -> Int in throw Failure() } == 1)
    }

    @Test func afterTheSoftTimeoutTheStaleValueIsServedAndTheLoadIsStored() async throws {
        var options = options
        options.softTimeout = .seconds(1)
        let (timer, load) = (SlowLoad(), SlowLoad())
        let cache = bed.node { $0.sleep = { _ in await timer.pass() } }
        _ = try await cache.getOrSet("key", options) { _ in 1 }
        bed.clock.advance(by: .seconds(10))
        let caller = Task {
            try await cache.answer("key", options) { _ in
                await load.pass()
                return 2
            }
        }
        await load.begun()
        timer.open()
        #expect(try await caller.value.isStale)
        let meanwhile = try await cache.answer("key", options) { _ in 3 }
        #expect(meanwhile.value == 1 && meanwhile.isStale)
        load.open()
        while try await cache.get("key", as: Int.self) == nil { await Task.yield() }
        #expect(try await cache.get("key", as: Int.self) == 2)
    }

    @Test func afterTheHardTimeoutTheLoadIsCancelled() async throws {
        var options = LoadOptions(expires: .seconds(10))
        options.hardTimeout = .seconds(1)
        let (timer, load) = (SlowLoad(), SlowLoad())
        let cache = bed.node { $0.sleep = { _ in await timer.pass() } }
        let caller = Task {
            try await cache.getOrSet("key", options) { _ in
                await load.pass()
                try Task.checkCancellation()
                return 2
            }
        }
        await load.begun()
        timer.open()
        await #expect { try await caller.value } throws: { ($0 as? CacheError)?.code == .deadlineExceeded }
        load.open()
    }

    @Test func aFreshValueIsRenewedInTheBackgroundBeforeItExpires() async throws {
        var options = LoadOptions(expires: .seconds(10))
        options.refreshAhead = 0.8
        let cache = bed.node()
        _ = try await cache.getOrSet("key", options) { _ in 1 }
        bed.clock.advance(by: .seconds(7))
        #expect(try await cache.getOrSet("key", options) { _ in 2 } == 1)
        bed.clock.advance(by: .seconds(1))
        #expect(try await cache.getOrSet("key", options) { _ in 3 } == 1)
        while try await cache.get("key", as: Int.self) == 1 { await Task.yield() }
        #expect(try await cache.get("key", as: Int.self) == 3)
        #expect(try await cache.peek("key", as: Int.self)?.remaining == .seconds(10))
    }

    @Test func anUnreachableSecondLevelCostsNothingButItsTrips() async throws {
        let cache = bed.node()
        try bed.shared.close()
        #expect(try await cache.getOrSet("key") { _ in 1 } == 1)
        let answer = try await cache.answer("key") { _ in 2 }
        #expect(answer.value == 1 && answer.source == .firstLevel)
        #expect(try await cache.getOrSetMany(["a", "b"]) { _ in ["a": 1, "b": 2] } == ["a": 1, "b": 2])
        await #expect(throws: CacheError.self) { try await cache.set("key", to: 2, expires: .seconds(1)) }
    }

    @Test func aStaleValueThatStandsInIsOnlyForThoseWhoAskForOne() async throws {
        let cache = bed.node()
        _ = try await cache.getOrSet("key", options) { _ in 1 }
        bed.clock.advance(by: .seconds(10))
        #expect(try await cache.getOrSet("key", options) { _ -> Int in throw Failure() } == 1)
        #expect(try await cache.get("key", as: Int.self) == nil)
        #expect(try await !cache.exists("key"))
        #expect(try await cache.answer("key", options) { _ in 2 }.isStale)
        #expect(try await cache.getOrSet("key", LoadOptions(expires: .seconds(10))) { _ in 2 } == 2)
    }

    @Test func whatAnotherNodeRemovedDoesNotStandIn() async throws {
        let cache = bed.node()
        _ = try await cache.getOrSet("key", options) { _ in 1 }
        bed.clock.advance(by: .seconds(10))
        try await bed.node().remove("key")
        await #expect(throws: Failure.self) { try await cache.getOrSet("key", options) { _ -> Int in throw Failure() } }
    }

    @Test(arguments: [Duration.seconds(Int64.max), .seconds(101 * 365 * 86_400)])
    func howeverLongStalenessMayLastTheValueExpires(maximumStaleness: Duration) async throws {
        let cache = bed.node()
        let options = LoadOptions(expires: .seconds(10), failSafe: FailSafe(maximumStaleness: maximumStaleness))
        _ = try await cache.getOrSet("key", options) { _ in 1 }
        bed.clock.advance(by: .seconds(10))
        #expect(try await cache.getOrSet("key", options) { _ in 2 } == 2)
    }

    @Test func theLoadOfAnotherNodeIsNotWaitedForLongerThanTheHardTimeout() async throws {
        var options = LoadOptions(expires: .seconds(10))
        options.hardTimeout = .milliseconds(100)
        let cache = bed.node { $0.sleep = { [clock = bed.clock] in clock.advance(by: $0) } }
        _ = try bed.shared.lease("key", for: .seconds(10), refreshing: false, as: Int.self)
        await #expect {
            try await cache.getOrSet("key", options) { _ in 2 }
        } throws: {
            ($0 as? CacheError)?.code == .deadlineExceeded
        }
    }

    @Test func manyStaleValuesAreLoadedTogetherAndStandInTogether() async throws {
        let (cache, load) = (bed.node(), SlowLoad())
        load.open()
        let keys = (0..<10).map { CacheKey("key:\($0)") }
        _ = try await cache.getOrSetMany(keys, options) { Dictionary(uniqueKeysWithValues: $0.map { ($0, 1) }) }
        bed.clock.advance(by: .seconds(10))
        let standIns = try await cache.getOrSetMany(keys, options) { keys -> [CacheKey: Int] in
            await load.pass()
            throw Failure()
        }
        #expect(load.runs == 1 && standIns.count == 10 && Set(standIns.values) == [1])
        bed.clock.advance(by: .seconds(5))
        let loaded = try await cache.getOrSetMany(keys, options) { keys in
            await load.pass()
            return Dictionary(uniqueKeysWithValues: keys.map { ($0, 2) })
        }
        #expect(load.runs == 2 && loaded.count == 10 && Set(loaded.values) == [2])
        #expect(try await bed.node().getMany(keys, as: Int.self) == loaded)
    }

    @Test func ofManyKeysThoseThatAnotherNodeRemovedDoNotStandIn() async throws {
        let cache = bed.node()
        _ = try await cache.getOrSetMany(["key"], options) { _ in ["key": 1] }
        bed.clock.advance(by: .seconds(10))
        try await bed.node().remove("key")
        await #expect(throws: Failure.self) {
            try await cache.getOrSetMany(["key"], options) { _ -> [CacheKey: Int] in throw Failure() }
        }
    }
}
