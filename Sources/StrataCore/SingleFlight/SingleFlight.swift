/// Who waits for whom when several callers want the same thing at once: a pure state machine.
///
/// The first caller of a key starts a flight, later ones join it. Who leaves early does not disturb the others; when the last
/// one has left, the flight is abandoned and the next caller starts a new one. Forgetting a key voids its flights: they
/// still answer those who wait, but what they bring is not to be stored. Every operation takes O(1) in the number of keys.
package struct SingleFlight<Key: Hashable & Sendable, Waiter: Sendable>: Sendable {
    /// One run of a load. Numbers are never used twice.
    package struct FlightID: Hashable, Sendable {
        let number: UInt64
    }

    /// What a caller that joined has to do.
    package enum Role: Hashable, Sendable {
        /// Start the load of this flight; look for the value again first where another flight may have brought it after
        /// this caller had looked.
        case leads(FlightID, looksAgain: Bool)
        /// Wait only.
        case waits
        /// Neither: the flight of the key waits for this caller.
        case reenters
    }

    /// What follows when a caller leaves.
    package struct Departure: Sendable {
        /// Whom to resume.
        package let waiter: Waiter
        /// The load to cancel, when nobody waits for it any more.
        package let abandoned: FlightID?
    }

    /// How a flight is.
    package enum Status: Hashable, Sendable {
        /// Somebody waits for it.
        case wanted
        /// Everybody has left.
        case abandoned
        /// It has landed.
        case landed
    }

    private struct Flight {
        let id: FlightID
        var waiters: [UInt64: Waiter]
        var takesWaiters = true
        var isVoid = false
        var isStoring = false
    }

    private var flights: [Key: [Flight]] = [:]
    private var lastNumber: UInt64 = 0
    /// The number of the last landing of the keys that share a place; a stranger in it costs one more look.
    private var lastLandings = [UInt64](repeating: 0, count: 256)

    /// How many flights have landed.
    package private(set) var landings: UInt64 = 0

    package init() {}

    /// Whether nothing is under way.
    package var isEmpty: Bool { flights.isEmpty }

    /// Lets the caller `waiterID` wait for `key`, who looked for the value when there were `landings` landings.
    ///
    /// - Parameter ancestors: The numbers of the flights that wait for this caller.
    package mutating func join(
        _ key: Key,
        as waiterID: UInt64,
        _ waiter: Waiter,
        since landings: UInt64,
        within ancestors: [UInt64] = []
    ) -> Role {
        if let index = flights[key]?.lastIndex(where: \.takesWaiters) {
            if let flight = flights[key]?[index], ancestors.contains(flight.id.number) { return .reenters }
            flights[key]?[index].waiters[waiterID] = waiter
            return .waits
        }
        lastNumber += 1
        let flight = Flight(id: FlightID(number: lastNumber), waiters: [waiterID: waiter])
        flights[key, default: []].append(flight)
        return .leads(flight.id, looksAgain: lastLandings[place(of: key)] > landings)
    }

    /// Takes a caller out; nil when it does not wait any more.
    package mutating func leave(_ key: Key, as waiterID: UInt64) -> Departure? {
        guard let index = flights[key]?.firstIndex(where: { $0.waiters[waiterID] != nil }),
            let waiter = flights[key]?[index].waiters.removeValue(forKey: waiterID),
            let flight = flights[key]?[index]
        else { return nil }
        guard flight.waiters.isEmpty else { return Departure(waiter: waiter, abandoned: nil) }
        flights[key]?[index].takesWaiters = false
        return Departure(waiter: waiter, abandoned: flight.id)
    }

    /// Voids the flights of `key`; the next caller starts a new one.
    ///
    /// - Returns: The flights that are storing their value at this moment. What they store is to be removed after they
    ///   have landed.
    package mutating func forget(_ key: Key) -> [FlightID] {
        guard var affected = flights[key] else { return [] }
        for index in affected.indices {
            affected[index].takesWaiters = false
            affected[index].isVoid = true
        }
        flights[key] = affected
        return affected.filter(\.isStoring).map(\.id)
    }

    /// Voids all flights, as ``forget(_:)-(Key)`` does those of one key.
    package mutating func forgetAll() -> [FlightID] {
        flights.keys.flatMap { forget($0) }
    }

    /// Asks to store what a flight brought.
    ///
    /// - Returns: False when the flight was voided; then nothing may be stored.
    package mutating func beginStoring(_ key: Key, _ id: FlightID) -> Bool {
        guard let index = index(of: id, for: key), flights[key]?[index].isVoid == false else { return false }
        flights[key]?[index].isStoring = true
        return true
    }

    /// How a flight is.
    package func status(_ key: Key, _ id: FlightID) -> Status {
        guard let index = index(of: id, for: key), let flight = flights[key]?[index] else { return .landed }
        return flight.waiters.isEmpty ? .abandoned : .wanted
    }

    /// Ends a flight.
    ///
    /// - Returns: Who waited for it.
    package mutating func land(_ key: Key, _ id: FlightID) -> [Waiter] {
        guard let index = index(of: id, for: key), let flight = flights[key]?.remove(at: index) else { return [] }
        if flights[key]?.isEmpty == true { flights[key] = nil }
        landings += 1
        lastLandings[place(of: key)] = landings
        return Array(flight.waiters.values)
    }

    private func place(of key: Key) -> Int {
        key.hashValue & (lastLandings.count - 1)
    }

    private func index(of id: FlightID, for key: Key) -> Int? {
        flights[key]?.firstIndex { $0.id == id }
    }
}
