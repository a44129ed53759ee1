import StrataCore
import StrataMemory
import StrataResults
import Testing

@Suite struct RacingLockTests {
    @Test func aHundredTasksTakeTurnsAndTheirNumbersGrow() async throws {
        let lock = try CacheLock(in: MemoryCache())
        let resource = GuardedResource()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    try await lock.withLock("resource", timeout: .seconds(60)) { held in
                        resource.enter(held.fencingNumber)
                        await Task.yield()
                        resource.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(resource.report == [100, 0, 0])
    }

    @Test func ofAThousandThatTryOneHoldsIt() async throws {
        let lock = try CacheLock(in: MemoryCache())
        let held = try await withThrowingTaskGroup(of: HeldLock?.self) { group in
            for _ in 0..<1000 { group.addTask { try await lock.tryAcquire("resource") } }
            return try await group.reduce(into: []) { if let held = $1 { $0.append(held) } }
        }
        #expect(held.count == 1)
    }

    @Test func numbersGrowWhereTheCacheWasCleared() async throws {
        let cache = MemoryCache()
        let lock = try CacheLock(in: cache)
        var numbers: [UInt64] = []
        for _ in 0..<10 {
            let held = try await lock.acquire("resource")
            numbers.append(held.fencingNumber)
            try cache.clear()
        }
        #expect(numbers == Set(numbers).sorted())
    }
}
