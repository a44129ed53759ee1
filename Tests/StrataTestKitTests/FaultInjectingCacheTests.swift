import StrataCore
import StrataTestKit
import Testing

@Suite struct FaultInjectingCacheTests {
    let cache = FaultInjectingCache(ReferenceCache(ReferenceStorage(clock: ManualClock())))

    @Test func failsAsOftenAsPlannedAndWhereItWasPlanned() async throws {
        cache.faults.add(.failure(.unavailable), to: [.set], matching: "a*", times: 2)
        try await cache.set("b", to: 1, expires: .never)
        await expect(.unavailable) { try await cache.set("a1", to: 1, expires: .never) }
        #expect(try await cache.get("a1", as: Int.self) == nil)
        await expect(.unavailable) { try await cache.set("a2", to: 1, expires: .never) }
        try await cache.set("a3", to: 1, expires: .never)
        #expect(try await cache.getMany(["a1", "a2", "a3", "b"], as: Int.self) == ["a3": 1, "b": 1])
        #expect(cache.faults.injected == 2)
    }

    @Test func anAnswerIsLostAfterTheOperationTookPlace() async throws {
        cache.faults.add(.lostAnswer(CacheError(.deadlineExceeded)), to: [.increment], times: 1)
        await expect(.deadlineExceeded) { _ = try await cache.increment("counter", by: 1, expires: .never) }
        #expect(try await cache.increment("counter", by: 1, expires: .never) == 2)
    }

    @Test func lostWritesAnswerAsIfTheyHadSucceeded() async throws {
        cache.faults.add(.lostWrite)
        try await cache.set("key", to: 1, expires: .never)
        try await cache.setMany([CacheEntry("key", 1, expires: .never)])
        #expect(try await cache.setIfAbsent("key", to: 1, expires: .never))
        #expect(try await cache.fill("key", with: 1, metadata: EntryMetadata(), expires: .never, token: .random()))
        #expect(try await cache.get("key", as: Int.self) == nil)
        #expect(try await cache.increment("counter", by: 1, expires: .never) == 1)
        cache.faults.removeAll()
        try await cache.set("key", to: 2, expires: .never)
        #expect(try await cache.get("key", as: Int.self) == 2)
    }

    @Test func corruptReadsFailOnlyWhereThereIsAValue() async throws {
        try await cache.set("key", to: 1, expires: .never)
        cache.faults.add(.corruptRead)
        await expect(.decodingFailed) { _ = try await cache.get("key", as: Int.self) }
        await expect(.decodingFailed) { _ = try await cache.getMany(["key"], as: Int.self) }
        #expect(try await cache.get("missing", as: Int.self) == nil)
        #expect(try await cache.exists("key"))
    }

    @Test func holdsAnOperationAtAGate() async throws {
        try await cache.set("key", to: 1, expires: .never)
        let gate = Gate()
        cache.faults.add(.hold(at: gate), to: [.get])
        cache.faults.add(.failure(.busy), to: [.get], times: 1)
        let reads = [
            Task { try await cache.get("key", as: Int.self) }, Task { try await cache.get("key", as: Int.self) },
        ]
        try await gate.waitForArrivals(2)
        gate.open()
        var outcomes: [Result<Int?, any Error>] = []
        for read in reads { outcomes.append(await read.result) }
        #expect(outcomes.count { (try? $0.get()) == 1 } == 1)
        #expect(cache.faults.injected == 3)
    }

    @Test func aHeldOperationCanBeCancelled() async throws {
        let gate = Gate()
        cache.faults.add(.hold(at: gate))
        let read = Task { try await cache.exists("key") }
        try await gate.waitForArrivals(1)
        read.cancel()
        await expect(.cancelled) { _ = try await read.value }
    }

    @Test func theSameSeedHasTheSameFaults() async throws {
        var runs: [[Bool]] = []
        for seed in [7, 7, 8] as [UInt64] {
            let cache = FaultInjectingCache(cache.base, faults: FaultPlan(seed: seed))
            cache.faults.add(.failure(.unavailable), probability: 0.3)
            var outcomes: [Bool] = []
            for _ in 0..<200 { outcomes.append((try? await cache.exists("key")) != nil) }
            runs.append(outcomes)
        }
        #expect(runs[0] == runs[1])
        #expect(runs[0] != runs[2])
        #expect((100...180).contains(runs[0].count(where: \.self)))
    }

    @Test func closingIsSparedUnlessAskedFor() async throws {
        cache.faults.add(.failure(.unavailable))
        try await cache.close()
        await expect(.unavailable) { try await cache.ping() }
    }

    private func expect(_ code: CacheError.Code, _ operation: () async throws -> Void) async {
        let error = await #expect(throws: CacheError.self) { try await operation() }
        #expect(error?.code == code)
    }
}
