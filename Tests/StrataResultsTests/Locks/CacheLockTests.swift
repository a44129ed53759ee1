import StrataCore
import StrataMemory
import StrataResults
import StrataTestKit
import Testing

@Suite struct CacheLockTests {
    struct Failure: Error {}

    let clock = ManualClock()
    let cache: UnsteadyCache
    let lock: CacheLock
    let key: CacheKey = "lock:work"

    init() throws {
        cache = UnsteadyCache(clock: clock)
        lock = try CacheLock(in: cache, lease: .seconds(30), clock: clock)
    }

    private func code(_ operation: () async throws -> Void) async -> CacheError.Code? {
        do {
            try await operation()
            return nil
        } catch {
            return (error as? CacheError)?.code
        }
    }

    @Test func oneHoldsItAndItIsFreeAfterwards() async throws {
        let held = try #require(try await lock.tryAcquire("work"))
        #expect(held.isHeld && held.name == "work")
        try held.checkHeld()
        #expect(try await lock.tryAcquire("work") == nil)
        #expect(try await lock.tryAcquire("other") != nil)
        try await held.release()
        #expect(!held.isHeld)
        let next = try #require(try await lock.tryAcquire("work"))
        #expect(next.fencingNumber > held.fencingNumber)
        #expect(await code { try await held.release() } == .lockLost)
        #expect(next.isHeld)
        try await next.release()
    }

    @Test func aHeldLockIsRenewedForAsLongAsItIsHeld() async throws {
        let held = try await lock.acquire("work")
        _ = cache.takeCalls()
        for _ in 0..<30 {
            try await clock.waitForSleepers(2)
            clock.advance(by: .seconds(10))
        }
        try await clock.waitForSleepers(2)
        #expect(held.isHeld)
        #expect(try await lock.tryAcquire("work") == nil)
        #expect(cache.takeCalls().count { $0 == .compareAndExpire } == 30)
        try await held.release()
    }

    @Test func aHolderThatGoesAwayIsNotRenewed() async throws {
        _ = try await lock.acquire("work")
        for _ in 0..<3 { clock.advance(by: .seconds(10)) }
        #expect(try await lock.tryAcquire("work") != nil)
    }

    @Test func failedRenewalsAreTriedAgain() async throws {
        let held = try await lock.acquire("work")
        try await clock.waitForSleepers(2)
        cache.set(.fails(.unavailable), on: .compareAndExpire)
        clock.advance(by: .seconds(10))
        try await clock.waitForSleepers(2)
        #expect(held.isHeld)
        cache.set(nil, on: .compareAndExpire)
        for _ in 0..<4 {
            clock.advance(by: .seconds(8))
            try await clock.waitForSleepers(2)
        }
        #expect(held.isHeld)
        try await held.release()
    }

    @Test func aRenewalThatHangsDoesNotHideTheEndOfTheLease() async throws {
        let door = Door()
        cache.set(.waits(door), on: .compareAndExpire)
        let caller = Task { [lock] in
            try await lock.withLock("work") { held in
                while !Task.isCancelled { await Task.yield() }
                try held.checkHeld()
            }
        }
        try await clock.waitForSleepers(2)
        clock.advance(by: .seconds(10))
        await door.arrived(1)
        clock.advance(by: .seconds(20))
        #expect(await code { try await caller.value } == .lockLost)
        await door.open()
    }

    @Test func aLostLockCancelsTheBodyAndIsTold() async throws {
        let entered = Door()
        let caller = Task { [lock] in
            try await lock.withLock("work") { _ in
                await entered.pass()
                while true { try await Task.sleep(for: .seconds(3600)) }
            }
        }
        await entered.arrived(1)
        await entered.open()
        try await clock.waitForSleepers(2)
        try await cache.remove(key)
        let stranger = try #require(try await lock.tryAcquire("work"))
        clock.advance(by: .seconds(10))
        #expect(await code { try await caller.value } == .lockLost)
        #expect(stranger.isHeld)
        #expect(try await cache.exists(key))
        try await stranger.release()
    }

    @Test func aLossThatNobodyNoticedIsToldByTheRelease() async throws {
        let result = await code {
            try await lock.withLock("work") { [cache, key] _ in try await cache.remove(key) }
        }
        #expect(result == .lockLost)
    }

    @Test func theBodysOwnErrorPassesAndTheLockIsFree() async throws {
        await #expect(throws: Failure.self) { try await lock.withLock("work") { _ in throw Failure() } }
        #expect(try await !cache.exists(key))
    }

    @Test func aResultStandsWhenOnlyTheReleaseFails() async throws {
        cache.set(.fails(.unavailable), on: .compareAndRemove)
        #expect(try await lock.withLock("work") { _ in 7 } == 7)
        let held = try #require(try await lock.tryAcquire("other"))
        #expect(await code { try await held.release() } == .unavailable)
    }

    @Test func aCancelledCallerCancelsTheBodyAndFreesTheLock() async throws {
        let entered = Door()
        let caller = Task { [lock] in
            try await lock.withLock("work") { _ in
                await entered.pass()
                while true { try await Task.sleep(for: .seconds(3600)) }
            }
        }
        await entered.arrived(1)
        await entered.open()
        caller.cancel()
        await #expect(throws: CancellationError.self) { try await caller.value }
        #expect(try await !cache.exists(key))
    }

    @Test func aCallerThatIsCancelledWhileItWaitsLeaves() async throws {
        let held = try await lock.acquire("work")
        try await clock.waitForSleepers(2)
        let waiting = Task { [lock] in try await lock.withLock("work") { _ in } }
        try await clock.waitForSleepers(3)
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        let other = Task { [lock] in _ = try await lock.acquire("work") }
        try await clock.waitForSleepers(3)
        other.cancel()
        #expect(await code { try await other.value } == .cancelled)
        try await held.release()
    }

    @Test func whoWaitsGetsTheLockWhenItIsFree() async throws {
        let held = try await lock.acquire("work")
        try await clock.waitForSleepers(2)
        let waiting = Task { [lock] in try await lock.acquire("work").fencingNumber }
        try await clock.waitForSleepers(3)
        try await held.release()
        clock.advance(by: .milliseconds(10))
        #expect(try await waiting.value > held.fencingNumber)
    }

    @Test func waitingComesToAnEnd() async throws {
        let held = try await lock.acquire("work")
        try await clock.waitForSleepers(2)
        #expect(await code { _ = try await lock.acquire("work", timeout: .zero) } == .lockHeld)
        let waiting = Task { [lock] in _ = try await lock.acquire("work", timeout: .milliseconds(5)) }
        try await clock.waitForSleepers(3)
        clock.advance(by: .milliseconds(5))
        #expect(await code { try await waiting.value } == .lockHeld)
        #expect(try await lock.withLockIfAvailable("work") { _ in 1 } == nil)
        try await held.release()
        #expect(try await lock.withLockIfAvailable("work") { _ in 1 } == 1)
    }

    @Test func aBusyCacheIsWaitedForAndOthersAreNot() async throws {
        for code in [CacheError.Code.busy, .overloaded] {
            cache.set(.fails(code), on: .acquire)
            let waiting = Task { [lock] in try await lock.acquire("work").release() }
            try await clock.waitForSleepers(1)
            cache.set(nil, on: .acquire)
            clock.advance(by: .milliseconds(10))
            try await waiting.value
        }
        cache.set(.fails(.unavailable), on: .acquire)
        #expect(await code { _ = try await lock.acquire("work") } == .unavailable)
    }

    @Test(arguments: [CacheError.Code.cancelled, .deadlineExceeded, .unavailable, .backendFailure])
    func aClaimOfWhichNobodyKnowsWhetherItStandsIsTakenBack(fault: CacheError.Code) async throws {
        cache.set(.failsAfterwards(fault), on: .acquire)
        #expect(await code { _ = try await lock.tryAcquire("work") } == fault)
        #expect(try await !cache.exists(key))
    }

    @Test func anAnswerAfterTheEndOfTheLeaseIsNoLock() async throws {
        let door = Door()
        cache.set(.waits(door), on: .acquire)
        let caller = Task { [lock] in _ = try await lock.tryAcquire("work") }
        await door.arrived(1)
        clock.advance(by: .seconds(30))
        await door.open()
        #expect(await code { try await caller.value } == .deadlineExceeded)
        #expect(try await !cache.exists(key))
    }

    @Test(arguments: [Duration.zero, .milliseconds(9), .seconds(86_401), .seconds(-1)])
    func leasesHaveARange(lease: Duration) async {
        #expect(await code { _ = try CacheLock(in: cache, lease: lease) } == .invalidConfiguration)
    }

    @Test func namesDoNotRunTogether() async throws {
        let other = try CacheLock(in: cache, prefix: "lock:a", clock: clock)
        #expect(try await lock.tryAcquire("a:b") != nil)
        #expect(try await other.tryAcquire("b") != nil)
        #expect(try await lock.tryAcquire("") != nil)
    }
}
