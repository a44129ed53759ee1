import StrataCore
import StrataLayered
import StrataMemory
import StrataTestKit
import Testing

@Suite struct GetOrSetTests {
    let bed = LayeredTestBed()
    let load = SlowLoad()

    @Test func tenThousandCallersLoadOnce() async throws {
        let cache = bed.node()
        let values = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<10_000 {
                group.addTask { [load] in
                    try await cache.getOrSet("key") { _ in
                        await load.pass()
                        return 42
                    }
                }
            }
            await load.begun()
            load.open()
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(values == [42] && load.runs == 1)
    }

    @Test func anotherProcessWaitsForTheOneThatLoads() async throws {
        let (one, other) = (bed.node(), bed.node { $0.sleep = { _ in await Task.yield() } })
        let first = Task { [load] in
            try await one.getOrSet("key") { _ in
                await load.pass()
                return 1
            }
        }
        await load.begun()
        let second = Task { try await other.getOrSet("key") { _ in 2 } }
        load.open()
        #expect(try await first.value == 1)
        #expect(try await second.value == 1)
    }

    @Test func aHitInMemoryTakesNoTrip() async throws {
        let cache = bed.node()
        _ = try await cache.getOrSet("key") { _ in 1 }
        bed.trips.reset()
        let answer = try await cache.answer("key") { _ in 2 }
        #expect(answer.value == 1 && answer.source == .firstLevel && bed.trips.total == 0)
    }

    @Test func promotionKeepsTheTimeThatIsLeft() async throws {
        let (one, other) = (bed.node(), bed.node())
        try await one.set("key", to: 1, expires: .seconds(10))
        bed.clock.advance(by: .seconds(9))
        #expect(try await other.get("key", as: Int.self) == 1)
        #expect(try await other.peek("key", as: Int.self)?.remaining == .seconds(1))
        #expect(try await other.peek("key", as: Int.self)?.level == .firstLevel)
        bed.clock.advance(by: .seconds(1))
        #expect(try await other.get("key", as: Int.self) == nil)
    }

    @Test func theFirstLevelHasAnExpirationOfItsOwn() async throws {
        let cache = bed.node { $0.firstLevelExpiration = .seconds(1) }
        try await cache.set("key", to: 1, expires: .seconds(10))
        #expect(try await cache.peek("key", as: Int.self)?.level == .firstLevel)
        bed.clock.advance(by: .seconds(1))
        #expect(try await cache.peek("key", as: Int.self)?.level == .secondLevel)
    }

    @Test func largeValuesStayOutOfMemory() async throws {
        let cache = bed.node { $0.largestFirstLevelValue = 100 }
        try await cache.set("large", to: [UInt8](repeating: 1, count: 200), expires: .seconds(10))
        try await cache.set("small", to: [UInt8](repeating: 1, count: 20), expires: .seconds(10))
        #expect(try await cache.peek("large", as: [UInt8].self)?.level == .secondLevel)
        #expect(try await cache.peek("small", as: [UInt8].self)?.level == .firstLevel)
    }

    @Test func theLoadDecidesWhatBecomesOfItsValue() async throws {
        let cache = bed.node()
        _ = try await cache.getOrSet("short", as: Int.self) { context in
            context.setExpiration(.seconds(1))
            context.addTags(["late"])
            return 1
        }
        #expect(try await cache.peek("short", as: Int.self)?.remaining == .seconds(1))
        try await cache.invalidate(tag: "late")
        #expect(try await cache.get("short", as: Int.self) == nil)
        _ = try await cache.getOrSet("unstored", as: Int.self) { context in
            context.doNotStore()
            return 1
        }
        #expect(try await cache.exists("unstored") == false)
    }

    @Test func nilIsReturnedAndNotStored() async throws {
        let cache = bed.node()
        let value: Int? = try await cache.getOrSet("key") { _ in nil }
        #expect(value == nil)
        #expect(try await cache.exists("key") == false)
        #expect(try await cache.getOrSet("key") { _ in Int?.some(1) } == 1)
    }

    @Test func errorsOfTheLoadPassUnchangedAndTheNextCallTriesAgain() async throws {
        struct Failure: Error {}
        let cache = bed.node()
        await #expect(throws: Failure.self) { try await cache.getOrSet("key") { _ -> Int in throw Failure() } }
        #expect(try await cache.getOrSet("key") { _ in 1 } == 1)
    }

    @Test func anUnmodifiedValueIsFreshAgain() async throws {
        let cache = bed.node()
        let options = LoadOptions(expires: .seconds(1), failSafe: FailSafe(maximumStaleness: .seconds(60)))
        _ = try await cache.getOrSet("key", as: Int.self, options) { context in
            context.setValidator("v1")
            return 1
        }
        bed.clock.advance(by: .seconds(2))
        for _ in 0..<2 {
            let answer = try await cache.answer("key", options) { (context: LoadContext<Int>) in
                #expect(context.previous?.validator == "v1")
                return try context.notModified()
            }
            #expect(answer.value == 1 && !answer.isStale)
        }
    }

    @Test func manyKeysTakeOneReadOneLoadAndOneWrite() async throws {
        let cache = bed.node()
        let keys = (0..<100).map { CacheKey("key:\($0)") }
        for key in keys.prefix(90) { try await bed.shared.set(key, to: 1) }
        _ = try await cache.getOrSet("warm") { _ in 0 }
        bed.trips.reset()
        let values = try await cache.getOrSetMany(keys) { [load] missing in
            load.open()
            await load.pass()
            #expect(Set(missing) == Set(keys.suffix(10)))
            return Dictionary(uniqueKeysWithValues: missing.map { ($0, 2) })
        }
        #expect(values.count == 100 && values["key:5"] == 1 && values["key:95"] == 2)
        #expect(load.runs == 1)
        #expect(bed.trips.events(.hit) == 1 && bed.trips.events(.miss) == 1 && bed.trips.events(.write) == 1)
        bed.trips.reset()
        _ = try await cache.getOrSetMany(keys) { _ in [CacheKey: Int]() }
        #expect(bed.trips.total == 0)
    }

    @Test func callersOfOneAndOfManyShareTheirLoads() async throws {
        let cache = bed.node()
        let one = Task { [load] in
            try await cache.getOrSet("a") { _ in
                await load.pass()
                return 1
            }
        }
        await load.begun()
        let many = Task {
            try await cache.getOrSetMany(["a", "b"]) { keys in
                #expect(keys == ["b"])
                return ["b": 2]
            }
        }
        load.open()
        #expect(try await one.value == 1)
        #expect(try await many.value == ["a": 1, "b": 2])
    }

    @Test func aKeyThatALoadLeavesOutHasNoValue() async throws {
        let cache = bed.node()
        #expect(try await cache.getOrSetMany(["a", "b"]) { _ in ["a": 1] } == ["a": 1])
        #expect(try await cache.exists("b") == false)
    }

    @Test func anEntryThatDoesNotDecodeIsLoadedAgain() async throws {
        let cache = bed.node()
        try bed.shared.set("key", to: "text")
        #expect(try await cache.getOrSet("key") { _ in 1 } == 1)
        #expect(try await bed.node().get("key", as: Int.self) == 1)
        try bed.shared.set("many", to: "text")
        #expect(try await cache.getOrSetMany(["many", "other"]) { _ in ["many": 1, "other": 2] }.count == 2)
    }

    @Test(arguments: [false, true])
    func aLoadThatAsksForItsOwnKeyDoesNotWaitForItself(isPlain: Bool) async throws {
        let cache = LayeredTestBed(isPlain: isPlain).node()
        let value = try await cache.getOrSet("key") { _ in
            let one = try await cache.getOrSet("key") { _ in 1 }
            let many = try await cache.getOrSetMany(["key", "other"]) { keys in
                Dictionary(uniqueKeysWithValues: keys.map { ($0, 10) })
            }
            return one + many.values.reduce(0, +)
        }
        #expect(value == 21)
        #expect(try await cache.get("key", as: Int.self) == 21)
        #expect(try await cache.get("other", as: Int.self) == 10)
    }
}
