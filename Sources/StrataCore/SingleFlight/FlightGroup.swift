import Synchronization

/// Runs the load of a key once for all callers that want it at the same time: the shell around ``SingleFlight``.
///
/// A load runs in a task of its own, which the group owns: it goes on while anybody waits for it and is cancelled when
/// the last one has left. Callers of one key and of many share their flights.
package final class FlightGroup<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    package typealias Outcome = Result<Value, any Error>
    fileprivate typealias Machine = SingleFlight<Key, @Sendable (Outcome) -> Void>

    /// What a load knows of its flight.
    package struct Flight: Sendable {
        fileprivate let group: FlightGroup
        fileprivate let id: Machine.FlightID

        /// What is loaded.
        package let key: Key

        /// Whether another flight may have brought the value after the caller had looked for it.
        package let looksAgain: Bool

        /// Asks to store what the load brought; false when it was voided meanwhile.
        package func beginStoring() -> Bool {
            group.state.withLock { $0.machine.beginStoring(key, id) }
        }
    }

    private struct State {
        var machine = Machine()
        var loads: [Machine.FlightID: FlightLoad] = [:]
    }

    private let state = Mutex(State())
    private let lastWaiter = Atomic<UInt64>(0)
    private let landed = Atomic<UInt64>(0)

    package init() {}

    /// How many flights have landed.
    package var landings: UInt64 { landed.load(ordering: .acquiring) }

    /// Waits for the value of `key`, and runs `load` when nobody does so yet.
    ///
    /// - Parameters:
    ///   - key: What is wanted.
    ///   - landings: The value of ``landings`` before the caller looked whether the value is there already.
    ///   - load: Makes the value. Runs in the task of the flight, with the task-local values of its first caller.
    /// - Returns: The value, and whether it was another caller's load that made it.
    /// - Throws: What the load throws; `CancellationError` at once when this caller is cancelled; ``ReentrantLoad`` when the
    ///   flight of `key` waits for this caller.
    package func value(
        for key: Key,
        since landings: UInt64,
        load: @escaping @concurrent @Sendable (Flight) async throws -> Value
    ) async throws -> (value: Value, coalesced: Bool) {
        let waiter = newWaiter()
        var leads = false
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let flight = join(key, as: waiter, since: landings) { continuation.resume(returning: $0) }
                if let flight {
                    leads = true
                    start([flight]) { _ in
                        do {
                            return [key: .success(try await load(flight))]
                        } catch {
                            return [key: .failure(error)]
                        }
                    }
                }
                // A cancellation that came before the caller had joined found nobody to take out.
                if Task.isCancelled { leave(key, waiter) }
            }
        } onCancel: {
            leave(key, waiter)
        }
        return (try outcome.get(), !leads)
    }

    /// Waits for the values of `keys`, and runs `load` once for all of them that nobody loads yet.
    ///
    /// - Parameters:
    ///   - keys: What is wanted.
    ///   - landings: The value of ``landings`` before the caller looked whether the values are there already.
    ///   - load: Makes the values of its flights. A key that is missing in its answer fails with `CancellationError`.
    /// - Returns: The outcome of every key, and which of them other callers' loads made. ``ReentrantLoad`` is the outcome of a
    ///   key whose flight waits for this caller.
    /// - Throws: `CancellationError` at once when this caller is cancelled.
    package func values(
        for keys: Set<Key>,
        since landings: UInt64,
        load: @escaping @concurrent @Sendable ([Flight]) async -> [Key: Outcome]
    ) async throws -> (outcomes: [Key: Outcome], coalesced: Set<Key>) {
        guard !keys.isEmpty else { return ([:], []) }
        let waiter = newWaiter()
        var led: Set<Key> = []
        let outcomes = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let gathering = OutcomeGathering<Key, Outcome>(of: keys.count) { continuation.resume(returning: $0) }
                let flights = keys.compactMap { key in
                    join(key, as: waiter, since: landings) { gathering.add($0, for: key) }
                }
                led = Set(flights.map(\.key))
                if !flights.isEmpty { start(flights, load) }
                if Task.isCancelled { leave(keys, waiter) }
            }
        } onCancel: {
            leave(keys, waiter)
        }
        try Task.checkCancellation()
        return (outcomes, keys.subtracting(led))
    }

    /// Voids the loads of `key` that are under way. When it returns, none of them will store anything any more; one that was
    /// storing has finished.
    package func forget(_ key: Key) async {
        await wait(for: state.withLock { state in state.machine.forget(key).compactMap { state.loads[$0] } })
    }

    /// Voids all loads that are under way, as ``forget(_:)`` does.
    package func forgetAll() async {
        await wait(for: state.withLock { state in state.machine.forgetAll().compactMap { state.loads[$0] } })
    }

    private func wait(for loads: [FlightLoad]) async {
        for load in loads { await load.finish() }
    }

    private func newWaiter() -> UInt64 {
        lastWaiter.add(1, ordering: .relaxed).newValue
    }

    /// Joins the flight of a key; the flight itself when the caller leads it.
    private func join(
        _ key: Key,
        as waiter: UInt64,
        since landings: UInt64,
        _ deliver: @escaping @Sendable (Outcome) -> Void
    ) -> Flight? {
        let group = ObjectIdentifier(self)
        let ancestors = FlightAncestry.marks.filter { $0.group == group }.map(\.number)
        let role = state.withLock { state in
            state.machine.join(key, as: waiter, deliver, since: landings, within: ancestors)
        }
        switch role {
        case .leads(let id, let looksAgain): return Flight(group: self, id: id, key: key, looksAgain: looksAgain)
        case .waits: return nil
        case .reenters:
            deliver(.failure(ReentrantLoad()))
            return nil
        }
    }

    private func start(
        _ flights: [Flight],
        _ load: @escaping @concurrent @Sendable ([Flight]) async -> [Key: Outcome]
    ) {
        let marks = flights.map { FlightAncestry.Mark(group: ObjectIdentifier(self), number: $0.id.number) }
        let task = Task {
            let outcomes = await FlightAncestry.$marks.withValue(FlightAncestry.marks + marks) { await load(flights) }
            for flight in flights { land(flight, outcomes[flight.key] ?? .failure(CancellationError())) }
        }
        // The task may have landed, or its last caller left, before it could be noted here.
        let load = FlightLoad(task, flights: flights.count)
        let abandoned = state.withLock { state in
            var abandoned = 0
            for flight in flights {
                let status = state.machine.status(flight.key, flight.id)
                if status != .landed { state.loads[flight.id] = load }
                if status == .abandoned { abandoned += 1 }
            }
            return abandoned
        }
        for _ in 0..<abandoned { load.abandonOne() }
    }

    private func land(_ flight: Flight, _ outcome: Outcome) {
        let waiters = state.withLock { state in
            state.loads[flight.id] = nil
            let waiters = state.machine.land(flight.key, flight.id)
            landed.store(state.machine.landings, ordering: .releasing)
            return waiters
        }
        for deliver in waiters { deliver(outcome) }
    }

    private func leave(_ keys: Set<Key>, _ waiter: UInt64) {
        for key in keys { leave(key, waiter) }
    }

    private func leave(_ key: Key, _ waiter: UInt64) {
        let (departure, load) = state.withLock { state in
            let departure = state.machine.leave(key, as: waiter)
            return (departure, departure?.abandoned.flatMap { state.loads[$0] })
        }
        load?.abandonOne()
        departure?.waiter(.failure(CancellationError()))
    }
}
