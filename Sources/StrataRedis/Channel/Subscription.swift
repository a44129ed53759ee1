import StrataCore
import StrataSupport
import Synchronization

/// One connection that listens to a channel, made again whenever it breaks, for all subscribers of a process.
final class Subscription: Sendable {
    private typealias Waiter = CheckedContinuation<Result<Void, CacheError>, Never>

    /// How many events wait for a subscriber who is slow. One who missed some is told so.
    private static let backlog = 4096

    private let dialer: Dialer
    private let channel: [UInt8]
    private let thread: BlockingExecutor
    private let list = Mutex(SubscriberList<Waiter>())
    private let link = Mutex<Link?>(nil)

    /// - Throws: ``CacheError/Code/unavailable`` when the system gives no thread.
    init(_ dialer: Dialer, channel: [UInt8]) throws(CacheError) {
        self.dialer = dialer
        self.channel = channel
        thread = try BlockingExecutor()
        thread.schedule { self.run() }
    }

    /// Everything that is published from now on.
    ///
    /// - Throws: What stands between the server and the subscriber.
    func subscribe() async throws(CacheError) -> AsyncStream<InvalidationEvent> {
        let (stream, listener) = AsyncStream.makeStream(
            of: InvalidationEvent.self,
            bufferingPolicy: .bufferingNewest(Self.backlog)
        )
        let number = list.withLock { $0.add(listener) }
        listener.onTermination = { _ in self.leave(number) }
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                if let outcome = list.withLock({ $0.wait(number, waiter) }) { waiter.resume(returning: outcome) }
            }
        } onCancel: {
            leave(number)
        }
        if case .failure = outcome { listener.finish() }
        try outcome.get()
        return stream
    }

    private func leave(_ number: Int) {
        let waiter = list.withLock { $0.remove(number) }
        waiter?.resume(returning: .failure(CacheError(.cancelled, backend: "redis")))
    }

    /// Ends the subscription and all sequences.
    func close() {
        let (waiters, listeners) = list.withLock { list in (list.become(.closed).waiters, list.removeAll()) }
        for waiter in waiters { waiter.resume(returning: .failure(CacheError(.closed, backend: "redis"))) }
        for listener in listeners { listener.finish() }
        link.withLock { $0 }?.shutDown()
        thread.schedule {}
    }

    private func change(to phase: SubscriberList<Waiter>.Phase, _ outcome: Result<Void, CacheError>) {
        let (waiters, others) = list.withLock { $0.become(phase) }
        for waiter in waiters { waiter.resume(returning: outcome) }
        for listener in others { Self.tell(listener, .messagesMayHaveBeenMissed) }
    }

    /// Tells a listener, and also when it could not be told everything.
    private static func tell(_ listener: AsyncStream<InvalidationEvent>.Continuation, _ event: InvalidationEvent) {
        if case .dropped = listener.yield(event) { listener.yield(.messagesMayHaveBeenMissed) }
    }
}

// MARK: - The thread

extension Subscription {
    private func run() {
        let configuration = dialer.configuration
        var reconnect = ReconnectState(
            shortest: configuration.shortestReconnectPause,
            longest: configuration.longestReconnectPause
        )
        while !list.withLock({ $0.isClosed }) {
            do {
                let connected = try dialer.connect()
                link.withLock { $0 = connected.link }
                defer { link.withLock { $0 = nil } }
                // Who closes after this sees the link, who closed before is seen here.
                guard !list.withLock({ $0.isClosed }) else { return }
                try listen(connected) { reconnect.succeed() }
            } catch {
                change(to: .down(error), .failure(error))
            }
            guard !list.withLock({ $0.isClosed }) else { return }
            thread.pause(milliseconds: reconnect.nextPause(random: .random(in: 0...1)).wholeMilliseconds)
        }
    }

    /// Subscribes and listens until the connection breaks.
    private func listen(_ connected: Dialer.Connected, whenLive: () -> Void) throws(CacheError) {
        var request = RequestBuffer()
        request.begin(2)
        request.append("SUBSCRIBE")
        request.append(channel)
        try send(request, on: connected.link)
        connected.link.limitReads(milliseconds: dialer.configuration.connectTimeout.wholeMilliseconds)
        var isLive = false
        var isProbed = false
        while true {
            let count = connected.link.read(into: connected.buffers)
            if count == Socket.timedOut, isLive, !isProbed {
                isProbed = true
                try probe(connected.link)
                continue
            }
            guard count > 0 else { throw ConnectionLost.asCacheError }
            isProbed = false
            var replies: [RedisReply] = []
            try unsafe connected.reader.read(connected.buffers.plain.prefix(count), into: &replies)
            for reply in replies where try take(reply) && !isLive {
                isLive = true
                let interval = dialer.configuration.healthCheckInterval
                connected.link.limitReads(milliseconds: interval?.wholeMilliseconds)
                change(to: .live, .success(()))
                whenLive()
            }
        }
    }

    private func probe(_ link: Link) throws(CacheError) {
        var request = RequestBuffer()
        request.begin(1)
        request.append("PING")
        try send(request, on: link)
    }

    private func send(_ request: RequestBuffer, on link: Link) throws(CacheError) {
        let milliseconds = dialer.configuration.connectTimeout.wholeMilliseconds
        guard let rest = link.write(request.bytes), link.writeRest(rest, milliseconds: milliseconds) else {
            throw ConnectionLost.asCacheError
        }
    }

    /// Takes what the server pushes.
    ///
    /// - Returns: Whether it confirms the subscription.
    private func take(_ reply: RedisReply) throws(CacheError) -> Bool {
        let parts = try reply.elements()
        guard parts.count == 3, case .bytes(let kind) = parts[0] else { return false }
        if kind.elementsEqual("subscribe".utf8) { return true }
        guard kind.elementsEqual("message".utf8), case .bytes(let frame) = parts[2] else { return false }
        let events: [InvalidationEvent] =
            InvalidationFrame.decode(frame).map { $0.map { .message($0) } } ?? [.messagesMayHaveBeenMissed]
        for listener in list.withLock({ $0.everybody }) {
            for event in events { Self.tell(listener, event) }
        }
        return false
    }
}
