import StrataCore
import StrataTestKit
import Testing

@Suite struct ManualClockTests {
    @Test func standsStillUntilItIsMoved() {
        let clock = ManualClock(nanoseconds: 1_000_000)
        #expect(clock.nanoseconds() == 1_000_000)
        clock.advance(by: .milliseconds(5) + .nanoseconds(7))
        #expect(clock.nanoseconds() == 6_000_007)
        #expect(clock.milliseconds() == 6)
    }

    @Test func goesBack() {
        let clock = ManualClock(nanoseconds: 0)
        clock.advance(by: .seconds(-3))
        #expect(clock.nanoseconds() == -3_000_000_000)
        clock.advance(by: .nanoseconds(-1))
        #expect(clock.milliseconds() == -3001)
    }

    @Test func stopsAtTheEndsOfTime() {
        let clock = ManualClock()
        clock.advance(by: .seconds(Int64.max))
        #expect(clock.nanoseconds() == .max)
        clock.advance(by: .seconds(Int64.min))
        clock.advance(by: .seconds(Int64.min))
        #expect(clock.nanoseconds() == .min)
    }

    @Test func losesNoStepOfManyTasks() async {
        let clock = ManualClock(nanoseconds: 0)
        await withTaskGroup { group in
            for _ in 0..<50 {
                group.addTask { for _ in 0..<20 { clock.advance(by: .nanoseconds(1)) } }
            }
        }
        #expect(clock.nanoseconds() == 1000)
    }

    @Test func wakesThoseWhoseTimeHasCome() async throws {
        let clock = ManualClock()
        let steps = RecordedSteps()
        let sleepers = [10, 20].map { seconds in
            Task {
                try await clock.sleep(for: .seconds(seconds))
                steps.add("\(seconds)")
            }
        }
        try await clock.waitForSleepers(2)
        clock.advance(by: .seconds(10) - .nanoseconds(1))
        #expect(steps.steps.isEmpty)
        clock.advance(by: .nanoseconds(1))
        try await sleepers[0].value
        #expect(steps.steps == ["10"])
        sleepers[1].cancel()
        await #expect(throws: CancellationError.self) { try await sleepers[1].value }
        try await clock.sleep(for: .zero)
        #expect(steps.steps == ["10"])
    }
}
