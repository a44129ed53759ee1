import StrataCore
import Synchronization

/// This process among the nodes of a service: tells the others what has changed here, and memory what has changed there.
final class CacheNode: Sendable {
    private struct State {
        var outbox = Outbox()
        /// Who waits for what is in the outbox to be told.
        var waiting: [CheckedContinuation<Void, Never>] = []
        var listener: Task<Void, Never>?
        var sender: Task<Void, Never>?
        /// Whether the channel failed the last time, so that nobody should wait for it.
        var isFailing = false
        var isStopped = false
    }

    private let channel: any InvalidationChannel
    private let first: FirstLevel
    private let sleep: @Sendable (Duration) async throws -> Void
    private let observer: (any CacheObserver)?
    private let identity = CacheToken.random()
    private let state = Mutex(State())

    init(
        _ channel: any InvalidationChannel,
        first: FirstLevel,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        observer: (any CacheObserver)?
    ) {
        self.channel = channel
        self.first = first
        self.sleep = sleep
        self.observer = observer
    }

    /// Begins to listen, and goes on until stopped.
    func start() {
        let task = Task { await listen() }
        let isStopped = state.withLock { state in
            state.listener = task
            return state.isStopped
        }
        if isStopped { task.cancel() }
    }

    func stop() {
        let (tasks, waiting) = state.withLock { state in
            state.isStopped = true
            defer { state.waiting = [] }
            return ([state.listener, state.sender], state.waiting)
        }
        for task in tasks { task?.cancel() }
        for continuation in waiting { continuation.resume() }
    }

    /// Tells the other nodes. Returns when they were told; at once where the channel failed the last time, or fails now: then
    /// it is tried again in the background.
    func announce(_ subjects: [InvalidationMessage.Subject]) async {
        await withCheckedContinuation { continuation in
            let waits = state.withLock { state in
                guard !state.isStopped else { return false }
                state.outbox.add(subjects)
                if state.sender == nil { state.sender = Task { await send() } }
                guard !state.isFailing else { return false }
                state.waiting.append(continuation)
                return true
            }
            if !waits { continuation.resume() }
        }
    }

    // MARK: Listening

    private func listen() async {
        var pause = BackplanePause()
        while !Task.isCancelled {
            if let events = try? await channel.subscribe() {
                first.trust()
                pause.reset()
                for await event in events { hear(event) }
            }
            first.distrust()
            guard (try? await sleep(pause.next())) != nil else { return }
        }
    }

    private func hear(_ event: InvalidationEvent) {
        switch event {
        case .interrupted: first.distrust()
        case .messagesMayHaveBeenMissed: first.trust()
        case .message(let message):
            guard message.sender != identity else { return }
            switch message.subject {
            case .key(let key): first.invalidate(key)
            case .tag(let tag): first.invalidate(tag)
            case .everything: first.invalidateAll()
            }
        }
    }

    // MARK: Telling

    /// Empties the outbox, batch by batch, and ends when it is empty.
    private func send() async {
        var pause = BackplanePause()
        while let (subjects, waiting) = nextBatch() {
            let failure = await publish(subjects)
            state.withLock { state in
                state.isFailing = failure != nil
                if failure != nil { state.outbox.add(subjects) }
            }
            for continuation in waiting { continuation.resume() }
            guard let failure else {
                pause.reset()
                continue
            }
            observer?.record(CacheEvent(.failure, source: "backplane", count: subjects.count, error: failure))
            try? await sleep(pause.next())
        }
    }

    private func nextBatch() -> ([InvalidationMessage.Subject], [CheckedContinuation<Void, Never>])? {
        state.withLock { state in
            guard !state.outbox.isEmpty, !state.isStopped else {
                state.sender = nil
                return nil
            }
            defer { state.waiting = [] }
            return (state.outbox.take(), state.waiting)
        }
    }

    private func publish(_ subjects: [InvalidationMessage.Subject]) async -> CacheError? {
        do throws(CacheError) {
            try await channel.publish(subjects.map { InvalidationMessage(sender: identity, subject: $0) })
            return nil
        } catch {
            return error
        }
    }
}
