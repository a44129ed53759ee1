import StrataCore
import StrataTLS

/// Makes connections that are ready to serve. Blocks.
struct Dialer: Sendable {
    /// A connection that has greeted its server.
    struct Connected {
        let link: Link
        let reader: ReplyReader
        let buffers: LinkBuffers
    }

    let configuration: RedisCache.Configuration
    /// nil for plain connections.
    let context: TLSContext?

    /// - Throws: ``CacheError/Code/invalidConfiguration`` when a certificate cannot be read.
    init(_ configuration: RedisCache.Configuration) throws(CacheError) {
        self.configuration = configuration
        do {
            context = try configuration.tls.map { tls throws(CacheError) in try TLSContext(tls) }
        } catch {
            throw error.named("redis")
        }
    }

    /// - Throws: ``CacheError/Code/unavailable``, ``CacheError/Code/permissionDenied``, or what else the server says.
    func connect() throws(CacheError) -> Connected {
        do {
            return try open()
        } catch {
            throw error.named("redis")
        }
    }

    private func open() throws(CacheError) -> Connected {
        let clock = MonotonicClock()
        let deadline = clock.nanoseconds() + configuration.connectTimeout.saturatedNanoseconds
        let socket = try SocketDialer(
            endpoint: configuration.endpoint,
            keepAlive: configuration.keepAlive,
            timeout: configuration.connectTimeout.wholeMilliseconds
        ).dial()
        let connected = Connected(
            link: Link(socket, session: try session()),
            reader: try ReplyReader(maximumBytes: configuration.maximumValueBytes),
            buffers: LinkBuffers()
        )
        let remaining = { Int((deadline - clock.nanoseconds()) / 1_000_000) }
        try connected.link.shakeHands(connected.buffers, remaining: remaining)
        try greet(connected, remaining: remaining)
        connected.link.limitReads(milliseconds: nil)
        return connected
    }

    private func session() throws(CacheError) -> TLSSession? {
        guard let context, case .tcp(let host, _) = configuration.endpoint else { return nil }
        return try TLSSession(context, host: host)
    }

    private func greet(_ connected: Connected, remaining: () -> Int) throws(CacheError) {
        let handshake = Handshake(credentials: configuration.credentials, database: configuration.database)
        let request = handshake.request()
        guard let rest = connected.link.write(request.bytes.bytes), rest.isEmpty else { throw closed }
        var replies: [RedisReply] = []
        while replies.count < request.replies {
            guard remaining() > 0 else { throw silent }
            connected.link.limitReads(milliseconds: remaining())
            let count = connected.link.read(into: connected.buffers)
            guard count > 0 else {
                // A server that refuses a client says why and closes.
                try handshake.check(replies)
                throw count == Socket.timedOut ? silent : closed
            }
            try unsafe connected.reader.read(connected.buffers.plain.prefix(count), into: &replies)
        }
        try handshake.check(replies)
    }

    private var closed: CacheError {
        CacheError(.unavailable, backend: "redis", message: "the server closed the connection while it was greeted")
    }

    private var silent: CacheError {
        CacheError(.unavailable, backend: "redis", message: "the server did not answer the greeting in time")
    }
}
