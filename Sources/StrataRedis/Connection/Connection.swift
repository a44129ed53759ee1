import StrataCore
import StrataSupport
import Synchronization

/// One connection, made again whenever it breaks, shared by any number of tasks.
///
/// Callers append their commands to one buffer under a lock, and the first of them writes for all. A thread reads, and
/// resumes the callers in the order of their commands.
final class Connection: Sendable {
    private struct Shared {
        var pipeline: PipelineState<ReplyCaller>
        /// What is written to while the pipeline is ready.
        var link: Link?
    }

    private let configuration: RedisCache.Configuration
    private let dialer: Dialer
    private let shared: Mutex<Shared>
    private let readingThread: BlockingExecutor
    /// Made when a write first has to wait.
    private let writingThread = Mutex<BlockingExecutor?>(nil)
    private let alarm: Alarm
    private let clock = MonotonicClock()
    private let commandTimeout: Int64

    /// - Throws: ``CacheError/Code/unavailable`` when the system gives no thread.
    init(_ dialer: Dialer, alarm: Alarm) throws(CacheError) {
        self.dialer = dialer
        configuration = dialer.configuration
        self.alarm = alarm
        commandTimeout = configuration.commandTimeout.saturatedNanoseconds
        shared = Mutex(Shared(pipeline: PipelineState(capacity: configuration.maximumWaiting)))
        readingThread = try BlockingExecutor()
    }

    /// Begins to connect.
    func start() {
        readingThread.schedule { self.run() }
    }

    /// Sends commands and waits for what the server says.
    ///
    /// - Parameters:
    ///   - replies: How many commands `encode` writes, for whose replies an array is returned; nil for one command, whose
    ///     reply is returned itself.
    ///   - deadline: In nanoseconds of the monotonic clock.
    ///   - encode: Appends the commands. Called under the connection's lock.
    func perform(
        replies: Int? = nil,
        deadline: Int64,
        _ encode: @Sendable (inout RequestBuffer) -> Void
    ) async throws(CacheError) -> RedisReply {
        let ticket = Atomic<UInt64>(Ticket.none)
        let outcome = await withTaskCancellationHandler {
            await unsafe withUnsafeContinuation { continuation in
                submit(unsafe ReplyCaller(continuation), replies, deadline, ticket, encode)
            }
        } onCancel: {
            let number = ticket.exchange(Ticket.cancelled, ordering: .acquiringAndReleasing)
            if number != Ticket.none { cancel(number) }
        }
        return try outcome.get()
    }

    /// What a caller knows of its place in line: nothing yet, its number, or that it is cancelled.
    private enum Ticket {
        static let none: UInt64 = 0
        static let cancelled: UInt64 = .max
    }

    private func submit(
        _ caller: ReplyCaller,
        _ replies: Int?,
        _ deadline: Int64,
        _ ticket: borrowing Atomic<UInt64>,
        _ encode: @Sendable (inout RequestBuffer) -> Void
    ) {
        guard ticket.load(ordering: .acquiring) != Ticket.cancelled else { return caller.resume(Self.cancelled) }
        let (admission, link, epoch) = shared.withLock { shared in
            (
                shared.pipeline.submit(caller, replies: replies, deadline: deadline, encode: encode),
                shared.link, shared.pipeline.epoch
            )
        }
        switch admission {
        case .refused(let error): caller.resume(error)
        case .waits(let number, let turn):
            let (isFirst, _) = ticket.compareExchange(
                expected: Ticket.none,
                desired: number,
                ordering: .acquiringAndReleasing
            )
            if !isFirst { cancel(number) }
            if let link { take(turn, link, epoch) }
            alarm.wake()
        }
    }

    /// Whether it was closed for good.
    var isClosed: Bool { shared.withLock { $0.pipeline.isClosed } }

    private func cancel(_ number: UInt64) {
        shared.withLock { $0.pipeline.leave(number) }?.resume(Self.cancelled)
    }

    private static let cancelled = CacheError(.cancelled, backend: "redis")

    /// Ends the connection for good. Who waits is told.
    func close() {
        let (callers, link) = shared.withLock { shared in
            (shared.pipeline.fail(next: .closed), shared.link.take())
        }
        link?.shutDown()
        for caller in callers { caller.resume(CacheError(.closed, backend: "redis")) }
        // Wakes the thread where it pauses before an attempt.
        readingThread.schedule {}
    }
}

// MARK: - Writing

extension Connection {
    /// Does what a caller's turn asks for.
    private func take(_ turn: PipelineState<ReplyCaller>.Turn, _ link: Link, _ epoch: UInt64) {
        switch turn {
        case .others: break
        case .now: flush(link, epoch)
        // At most one such task a connection: nobody else gets a turn until it is done.
        case .soon: Task { flush(link, epoch) }
        }
    }

    /// Writes until nothing is outgoing. Whoever was given the turn calls this.
    private func flush(_ link: Link, _ epoch: UInt64) {
        var buffer = RequestBuffer()
        while shared.withLock({ $0.pipeline.takeOutgoing(epoch, into: &buffer) }) {
            guard let rest = link.write(buffer.bytes) else { return link.shutDown() }
            guard rest.isEmpty else { return flushLater(link, epoch, rest) }
            buffer.removeAll(keepingUpTo: 256 * 1024)
        }
    }

    /// Goes on writing on a thread that may wait, because the caller's must not.
    private func flushLater(_ link: Link, _ epoch: UInt64, _ rest: ArraySlice<UInt8>) {
        let thread = writingThread.withLock { thread in
            if thread == nil { thread = try? BlockingExecutor() }
            return thread
        }
        guard let thread else { return link.shutDown() }
        let milliseconds = configuration.commandTimeout.wholeMilliseconds
        thread.schedule {
            guard link.writeRest(rest, milliseconds: milliseconds) else { return link.shutDown() }
            self.flush(link, epoch)
        }
    }
}

// MARK: - Keeping house

extension Connection {
    /// Whether anything waits for time to pass, or did since the last look.
    func look() -> Bool { shared.withLock { $0.pipeline.look() } }

    /// Lets go who has waited too long, and gives up a connection on which nothing comes.
    func expire(at now: Int64) {
        let (callers, hung) = shared.withLock { shared in
            let (callers, isHung) = shared.pipeline.expire(at: now, timeout: commandTimeout)
            return (callers, isHung ? shared.link : nil)
        }
        hung?.shutDown()
        for caller in callers { caller.resume(CacheError(.deadlineExceeded, backend: "redis")) }
    }

    /// Asks an idle server whether it is there.
    func checkHealth(at now: Int64, after interval: Int64) {
        let (admission, link, epoch) = shared.withLock { shared in
            (
                shared.pipeline.submitProbe(at: now, after: interval, deadline: now + commandTimeout) { request in
                    request.begin(1)
                    request.append("PING")
                },
                shared.link, shared.pipeline.epoch
            )
        }
        if case .waits(_, let turn) = admission, let link { take(turn, link, epoch) }
    }
}

// MARK: - Reading

extension Connection {
    /// Connects and reads until the connection is closed for good.
    private func run() {
        var reconnect = ReconnectState(
            shortest: configuration.shortestReconnectPause,
            longest: configuration.longestReconnectPause
        )
        while !isClosed {
            do {
                let connected = try dialer.connect()
                let (hasServed, error) = serve(connected)
                if hasServed { reconnect.succeed() }
                fail(next: hasServed ? .connecting : .down(error ?? ConnectionLost.asCacheError), first: error)
            } catch {
                fail(next: .down(error), first: error, rest: error)
            }
            pause(reconnect.nextPause(random: .random(in: 0...1)))
        }
    }

    /// Reads until the connection ends.
    ///
    /// - Returns: Whether it has answered anything, and what went wrong, if it was not just closed.
    private func serve(_ connected: Dialer.Connected) -> (hasServed: Bool, error: CacheError?) {
        let link = connected.link
        let epoch = shared.withLock { shared in
            let epoch = shared.pipeline.becomeReady(at: clock.nanoseconds())
            if epoch != nil { shared.link = link }
            return epoch
        }
        guard let epoch else { return (false, nil) }
        flush(link, epoch)
        var replies: [RedisReply] = []
        var answered: [(ReplyCaller, RedisReply)] = []
        var hasServed = false
        while true {
            let count = link.read(into: connected.buffers)
            guard count > 0 else { return (hasServed, nil) }
            var failure: CacheError?
            do {
                try unsafe connected.reader.read(connected.buffers.plain.prefix(count), into: &replies)
            } catch {
                failure = error
            }
            hasServed = hasServed || !replies.isEmpty
            guard deliver(&replies, &answered), failure == nil else { return (hasServed, failure ?? Self.confused) }
        }
    }

    private func deliver(_ replies: inout [RedisReply], _ answered: inout [(ReplyCaller, RedisReply)]) -> Bool {
        let now = clock.nanoseconds()
        let isSound = shared.withLock { $0.pipeline.deliver(replies, at: now, to: &answered) }
        for (caller, reply) in answered { caller.resume(reply) }
        replies.removeAll(keepingCapacity: true)
        answered.removeAll(keepingCapacity: true)
        return isSound
    }

    /// Tells everybody who waits.
    private func fail(
        next: PipelineState<ReplyCaller>.Phase,
        first: CacheError?,
        rest: CacheError = ConnectionLost.asCacheError
    ) {
        let (callers, link) = shared.withLock { shared in
            (shared.pipeline.fail(next: next), shared.link.take())
        }
        link?.shutDown()
        for (position, caller) in callers.enumerated() {
            caller.resume(position == 0 ? first ?? rest : rest)
        }
    }

    private func pause(_ duration: Duration) {
        guard !isClosed else { return }
        readingThread.pause(milliseconds: duration.wholeMilliseconds)
    }

    private static let confused = CacheError(
        .backendFailure,
        backend: "redis",
        message: "the server answered more than it was asked"
    )
}
