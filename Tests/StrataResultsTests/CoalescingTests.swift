import StrataCore
import StrataResults
import Testing

/// What happens when many want the same at once.
@Suite struct CoalescingTests {
    let cache = PlainCache()
    let calls = Counter()
    let door = Door()

    private func slow() -> CachedFunction<Int, Int> {
        cached("slow", in: cache) { [calls, door] (number: Int) async throws -> Int in
            calls.increment()
            await door.pass()
            try Task.checkCancellation()
            return number * 2
        }
    }

    @Test func tenThousandTasksOnOneKeyRunTheFunctionOnce() async throws {
        let slow = slow()
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<10_000 { group.addTask { try await slow(21) } }
            await door.arrived(1)
            await door.open()
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(answers == [42])
        #expect(calls.value == 1)
    }

    @Test func aCancelledCallerLeavesAndTheOthersGetTheirAnswer() async throws {
        let slow = slow()
        let first = Task { try await slow(1) }
        await door.arrived(1)
        let second = Task { try await slow(1) }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        await door.open()
        #expect(try await second.value == 2)
    }

    @Test func theLastCallerToLeaveCancelsTheWork() async throws {
        let cancelled = Door()
        let waiting = cached("waiting", in: cache) { [door] (_: Int) async throws -> Int in
            await withTaskCancellationHandler {
                await door.pass()
            } onCancel: {
                Task { await cancelled.pass() }
            }
            return 0
        }
        let callers = (0..<3).map { _ in Task { try await waiting(1) } }
        await door.arrived(1)
        for caller in callers { caller.cancel() }
        for caller in callers { await #expect(throws: CancellationError.self) { try await caller.value } }
        await cancelled.open()
        await cancelled.arrived(1)
        await door.open()
    }

    @Test func aCallerThatIsCancelledBeforeItCallsLeavesAtOnce() async throws {
        let slow = slow()
        let caller = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return try await slow(1)
        }
        await #expect(throws: CancellationError.self) { try await caller.value }
        await door.open()
    }

    @Test func anInvalidationVoidsTheLoadThatBeganBeforeIt() async throws {
        let slow = slow()
        let caller = Task { try await slow(1) }
        await door.arrived(1)
        try await slow.invalidate(1)
        await door.open()
        #expect(try await caller.value == 2)
        #expect(cache.keys.isEmpty)
        #expect(try await slow(1) == 2)
        #expect(calls.value == 2)
        #expect(cache.keys.count == 1)
    }

    @Test func theFunctionsErrorReachesEveryCaller() async throws {
        struct Failure: Error {}
        let failing = cached("failing", in: cache) { [door] (_: Int) async throws -> Int in
            await door.pass()
            throw Failure()
        }
        let callers = (0..<5).map { _ in Task { try await failing(1) } }
        await door.arrived(1)
        await door.open()
        for caller in callers { await #expect(throws: Failure.self) { try await caller.value } }
    }

    @Test func twoCachesDoNotShareTheirLoads() async throws {
        let slow = slow()
        let other = slow.using(PlainCache())
        let callers = [Task { try await slow(1) }, Task { try await other(1) }]
        await door.arrived(2)
        await door.open()
        for caller in callers { #expect(try await caller.value == 2) }
        #expect(calls.value == 2)
    }

    @Test func aFunctionThatCallsItselfWithTheSameArgumentsDoesNotWaitForItself() async throws {
        let (cache, calls) = (PlainCache(), Counter())
        let outer = try await cache.cachedValue("user", 1) {
            calls.increment()
            return try await cache.cachedValue("user", 1) {
                calls.increment()
                return try await cache.cachedValue("user", 2) { 20 } + 1
            } + 1
        }
        #expect(outer == 22)
        #expect(calls.value == 2)
        #expect(try await cache.cachedValue("user", 1) { 0 } == 22)
        #expect(cache.keys.count == 2)
    }
}
