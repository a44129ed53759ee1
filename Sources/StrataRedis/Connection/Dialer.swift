import StrataCore

/// Makes connections that are ready to serve. Blocks.
struct Dialer: Sendable {
    /// A connection that has greeted its server.
    struct Connected {
        let link: Link
        let reader: ReplyReader
        let buffer: ReadBuffer
    }

    let configuration: RedisCache.Configuration

    /// - Throws: ``CacheError/Code/unavailable``, ``CacheError/Code/permissionDenied``, or what else the server says.
    func connect() throws(CacheError) -> Connected {
        let clock = MonotonicClock()
        let deadline = clock.nanoseconds() + configuration.connectTimeout.nanoseconds
        let socket = try SocketDialer(
            endpoint: configuration.endpoint,
            keepAlive: configuration.keepAlive,
            timeout: configuration.connectTimeout.wholeMilliseconds
        ).dial()
        let connected = Connected(
            link: Link(socket),
            reader: try ReplyReader(maximumBytes: configuration.maximumValueBytes),
            buffer: ReadBuffer(count: 64 * 1024)
        )
        try greet(connected, until: deadline, on: clock)
        return connected
    }

    private func greet(_ connected: Connected, until deadline: Int64, on clock: MonotonicClock) throws(CacheError) {
        let handshake = Handshake(credentials: configuration.credentials, database: configuration.database)
        let request = handshake.request()
        guard let rest = connected.link.write(request.bytes.bytes), rest.isEmpty else { throw closed }
        var replies: [RedisReply] = []
        while replies.count < request.replies {
            let left = (deadline - clock.nanoseconds()) / 1_000_000
            guard left > 0, connected.link.waitUntilReadable(milliseconds: Int(left)) else { throw silent }
            let count = unsafe connected.link.read(into: connected.buffer.bytes)
            guard count > 0 else {
                // A server that refuses a client says why and closes.
                try handshake.check(replies)
                throw closed
            }
            try unsafe connected.reader.read(connected.buffer.prefix(count), into: &replies)
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
