import Synchronization

/// Runs the load of a key once for all callers that want it at the same time: the shell around ``SingleFlight``.
///
/// A load runs in a task of its own, which the group owns: it goes on while anybody waits for it and is cancelled when
/// the last one has left.
package final class FlightGroup<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    package typealias Outcome = Result<Value, any Error>
    fileprivate typealias Machine = SingleFlight<Key, CheckedContinuation<Outcome, Never>>

    /// What a load knows of its flight.
    package struct Flight: Sendable {
        fileprivate let group: FlightGroup
        fileprivate let key: Key
        fileprivate let id: Machine.FlightID

        /// Whether another flight may have brought the value after the caller had looked for it.
        package let looksAgain: Bool

        /// Asks to store what the load brought; false when it was voided meanwhile.
        package func beginStoring() -> Bool {
            group.state.withLock { $0.machine.beginStoring(key, id) }
        }
    }

    private struct State {
        var machine = Machine()
        var tasks: [Machine.FlightID: Task<Void, Never>] = [:]
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
    /// - Throws: What the load throws; `CancellationError` at once when this caller is cancelled.
    package func value(
        for key: Key,
        since landings: UInt64,
        load: @escaping @concurrent @Sendable (Flight) async throws -> Value
    ) async throws -> (value: Value, coalesced: Bool) {
        let waiter = lastWaiter.add(1, ordering: .relaxed).newValue
        var leads = false
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let role = state.withLock { $0.machine.join(key, as: waiter, continuation, since: landings) }
                if case .leads(let id, let looksAgain) = role {
                    leads = true
                    start(Flight(group: self, key: key, id: id, looksAgain: looksAgain), load)
                }
                // A cancellation that came before the caller had joined found nobody to take out.
                if Task.isCancelled { leave(key, waiter) }
            }
        } onCancel: {
            leave(key, waiter)
        }
        return (try outcome.get(), !leads)
    }

    /// Voids the loads of `key` that are under way. When it returns, none of them will store anything any more; one that was
    /// storing has finished.
    package func forget(_ key: Key) async {
        let storing = state.withLock { state in
            state.machine.forget(key).compactMap { state.tasks[$0] }
        }
        for task in storing { await task.value }
    }

    private func start(_ flight: Flight, _ load: @escaping @concurrent @Sendable (Flight) async throws -> Value) {
        let task = Task {
            let outcome: Outcome
            do {
                outcome = .success(try await load(flight))
            } catch {
                outcome = .failure(error)
            }
            flight.group.land(flight, outcome)
        }
        // The task may have landed, or its last caller left, before it could be noted here.
        let status = state.withLock { state in
            let status = state.machine.status(flight.key, flight.id)
            if status != .landed { state.tasks[flight.id] = task }
            return status
        }
        if status == .abandoned { task.cancel() }
    }

    private func land(_ flight: Flight, _ outcome: Outcome) {
        let waiters = state.withLock { state in
            state.tasks[flight.id] = nil
            let waiters = state.machine.land(flight.key, flight.id)
            landed.store(state.machine.landings, ordering: .releasing)
            return waiters
        }
        for waiter in waiters { waiter.resume(returning: outcome) }
    }

    private func leave(_ key: Key, _ waiter: UInt64) {
        let (departure, task) = state.withLock { state in
            let departure = state.machine.leave(key, as: waiter)
            return (departure, departure?.abandoned.flatMap { state.tasks[$0] })
        }
        task?.cancel()
        departure?.waiter.resume(returning: .failure(CancellationError()))
    }
}
