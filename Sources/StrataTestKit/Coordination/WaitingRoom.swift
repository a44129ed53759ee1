import Synchronization

/// A state that tasks wait on until it is as each of them wants it.
///
/// Who is released is found under the lock and resumed outside of it.
final class WaitingRoom<State: Sendable>: Sendable {
    private struct Guest {
        let isDone: @Sendable (State) -> Bool
        let leave: @Sendable (inout State) -> Void
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct Content {
        var state: State
        var lastTicket = 0
        var guests: [Int: Guest] = [:]

        mutating func draw() -> Int {
            lastTicket += 1
            return lastTicket
        }

        mutating func remove(_ ticket: Int) -> Guest? {
            guard let guest = guests.removeValue(forKey: ticket) else { return nil }
            guest.leave(&state)
            return guest
        }

        /// Takes out all who are done; who leaves may thereby let others go.
        mutating func released() -> [Guest] {
            var released: [Guest] = []
            while let ticket = guests.first(where: { $0.value.isDone(state) })?.key, let guest = remove(ticket) {
                released.append(guest)
            }
            return released
        }
    }

    private let content: Mutex<Content>

    init(_ state: State) {
        content = Mutex(Content(state: state))
    }

    var state: State {
        content.withLock { $0.state }
    }

    /// Changes the state, and lets go whoever waited for what it is now.
    func change(_ body: (inout State) -> Void) {
        let released = content.withLock { content in
            body(&content.state)
            return content.released()
        }
        for guest in released { guest.continuation.resume() }
    }

    /// Waits until the state is as `isDone` wants it.
    ///
    /// - Parameters:
    ///   - enter: Changes the state when the wait begins.
    ///   - leave: Changes the state when the wait ends, also by cancellation.
    func wait(
        entering enter: @Sendable (inout State) -> Void = { _ in },
        leaving leave: @escaping @Sendable (inout State) -> Void = { _ in },
        until isDone: @escaping @Sendable (State) -> Bool
    ) async throws(CancellationError) {
        guard !Task.isCancelled else { throw CancellationError() }
        let ticket = content.withLock { $0.draw() }
        do {
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    let guest = Guest(isDone: isDone, leave: leave, continuation: continuation)
                    let released = content.withLock { content in
                        enter(&content.state)
                        content.guests[ticket] = guest
                        return content.released()
                    }
                    for guest in released { guest.continuation.resume() }
                    if Task.isCancelled { abandon(ticket) }
                }
            } onCancel: {
                abandon(ticket)
            }
        } catch {
            throw CancellationError()
        }
    }

    private func abandon(_ ticket: Int) {
        let (guest, released) = content.withLock { content in (content.remove(ticket), content.released()) }
        guest?.continuation.resume(throwing: CancellationError())
        for guest in released { guest.continuation.resume() }
    }
}
