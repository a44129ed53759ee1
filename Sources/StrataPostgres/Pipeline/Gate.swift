import Synchronization

/// Something that happens once and can be waited for.
final class Gate: Sendable {
    private enum State: Sendable {
        case shut([CheckedContinuation<Void, Never>])
        case open
    }

    private let state = Mutex(State.shut([]))

    /// Lets everyone through, now and later.
    func open() {
        let waiting: [CheckedContinuation<Void, Never>] = state.withLock { state in
            defer { state = .open }
            if case .shut(let waiting) = state { return waiting }
            return []
        }
        for one in waiting { one.resume() }
    }

    /// Waits until it is open.
    func wait() async {
        await withCheckedContinuation { caller in
            let isOpen = state.withLock { state in
                guard case .shut(let waiting) = state else { return true }
                state = .shut(waiting + [caller])
                return false
            }
            if isOpen { caller.resume() }
        }
    }
}
