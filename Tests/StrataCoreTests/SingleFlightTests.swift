import Testing

@testable import StrataCore

/// The state machine of coalesced loads, step by step.
@Suite struct SingleFlightTests {
    /// Holds the value, so that its changes can stand inside of an expectation.
    private final class Table {
        private var machine = SingleFlight<String, Int>()
        typealias FlightID = SingleFlight<String, Int>.FlightID

        var isEmpty: Bool { machine.isEmpty }
        var landings: UInt64 { machine.landings }

        func join(_ key: String, as waiter: UInt64, since landings: UInt64) -> SingleFlight<String, Int>.Role {
            machine.join(key, as: waiter, Int(waiter), since: landings)
        }

        func lead(_ key: String, as waiter: UInt64) -> FlightID? {
            guard case .leads(let id, _) = join(key, as: waiter, since: landings) else { return nil }
            return id
        }

        func leave(_ key: String, as waiter: UInt64) -> SingleFlight<String, Int>.Departure? {
            machine.leave(key, as: waiter)
        }

        func land(_ key: String, _ id: FlightID) -> [Int] { machine.land(key, id) }
        func forget(_ key: String) -> [FlightID] { machine.forget(key) }
        func beginStoring(_ key: String, _ id: FlightID) -> Bool { machine.beginStoring(key, id) }
        func status(_ key: String, _ id: FlightID) -> SingleFlight<String, Int>.Status { machine.status(key, id) }
    }

    private let table = Table()

    @Test func theFirstLeadsAndTheOthersWait() throws {
        let flight = try #require(table.lead("a", as: 1))
        #expect(table.lead("a", as: 2) == nil)
        #expect(table.lead("b", as: 3) != nil)
        #expect(Set(table.land("a", flight)) == [1, 2])
        #expect(!table.isEmpty)
    }

    @Test func landingTwiceResumesNobodyTwice() throws {
        let flight = try #require(table.lead("a", as: 1))
        #expect(table.land("a", flight) == [1])
        #expect(table.land("a", flight) == [])
        #expect(table.landings == 1)
        #expect(table.isEmpty)
    }

    @Test func onlyTheLastToLeaveAbandonsTheFlight() throws {
        let flight = try #require(table.lead("a", as: 1))
        _ = table.lead("a", as: 2)
        let first = try #require(table.leave("a", as: 1))
        #expect(first.waiter == 1 && first.abandoned == nil)
        #expect(table.leave("a", as: 1) == nil)
        let last = try #require(table.leave("a", as: 2))
        #expect(last.abandoned == flight)
        #expect(table.status("a", flight) == .abandoned)
        #expect(table.lead("a", as: 3) != nil)
    }

    @Test func aForgottenFlightStoresNothingAndStillAnswers() throws {
        let flight = try #require(table.lead("a", as: 1))
        #expect(table.forget("a") == [])
        #expect(!table.beginStoring("a", flight))
        let next = try #require(table.lead("a", as: 2))
        #expect(table.beginStoring("a", next))
        #expect(table.land("a", flight) == [1])
        #expect(table.land("a", next) == [2])
    }

    @Test func forgettingTellsWhoIsStoring() throws {
        let flight = try #require(table.lead("a", as: 1))
        #expect(table.beginStoring("a", flight))
        #expect(table.forget("a") == [flight])
        #expect(table.forget("b") == [])
    }

    @Test func whoLookedBeforeALandingLooksAgain() throws {
        let before = table.landings
        let flight = try #require(table.lead("a", as: 1))
        _ = table.land("a", flight)
        guard case .leads(_, let looksAgain) = table.join("a", as: 2, since: before) else {
            Issue.record("the second caller should lead")
            return
        }
        #expect(looksAgain)
        guard case .leads(_, let again) = table.join("c", as: 3, since: table.landings) else {
            Issue.record("the first caller of a key should lead")
            return
        }
        #expect(!again)
    }
}
