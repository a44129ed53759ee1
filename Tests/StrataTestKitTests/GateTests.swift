import StrataTestKit
import Testing

@Suite struct GateTests {
    @Test func holdsAllUntilItOpens() async throws {
        let gate = Gate()
        let record = RecordedSteps()
        let visitors = (0..<5).map { number in
            Task {
                try await gate.pass()
                record.add("\(number)")
            }
        }
        try await gate.waitForArrivals(5)
        #expect(record.steps.isEmpty)
        gate.open()
        for visitor in visitors { try await visitor.value }
        #expect(Set(record.steps) == ["0", "1", "2", "3", "4"])
        try await gate.pass()
        #expect(gate.arrivals == 6)
    }

    @Test func holdsAgainOnceClosed() async throws {
        let gate = Gate(isOpen: true)
        try await gate.pass()
        gate.close()
        let visitor = Task { try await gate.pass() }
        try await gate.waitForArrivals(2)
        visitor.cancel()
        await #expect(throws: CancellationError.self) { try await visitor.value }
    }

    @Test func aCancelledTaskDoesNotPass() async throws {
        let gate = Gate(isOpen: true)
        let visitor = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            try await gate.pass()
        }
        await #expect(throws: CancellationError.self) { try await visitor.value }
        let watcher = Task { try await gate.waitForArrivals(1000) }
        watcher.cancel()
        await #expect(throws: CancellationError.self) { try await watcher.value }
    }
}
