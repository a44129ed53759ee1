public import StrataCore

extension RedisCache: InvalidationChannel {
    /// How many messages travel in one piece.
    private static let pieceOfMessages = 1000

    /// Tells all subscribers of the prefix, this process's own included. One trip for all messages.
    public nonisolated func publish(_ messages: [InvalidationMessage]) async throws(CacheError) {
        guard !messages.isEmpty else { return try ensureOpen() }
        let frames = stride(from: 0, to: messages.count, by: Self.pieceOfMessages).map { start in
            InvalidationFrame.encode(messages[start..<min(start + Self.pieceOfMessages, messages.count)])
        }
        let channel = channel
        let reply = try await write(on: router.connections[0], replies: frames.count) { request in
            for frame in frames {
                request.begin(3)
                request.append("PUBLISH")
                request.append(channel)
                request.append(frame)
            }
        }
        try reply.throwRefusals()
    }

    /// The messages from now on, on a connection of its own, which all subscribers of this cache share.
    ///
    /// ``/StrataCore/InvalidationEvent/messagesMayHaveBeenMissed`` comes when the connection is found to be broken, again
    /// when it is back, and when a subscriber is more than 4,096 events behind.
    ///
    /// - Throws: ``CacheError/Code/unavailable`` and the like when the subscription cannot be made; then ask again later.
    public func subscribe() async throws(CacheError) -> AsyncStream<InvalidationEvent> {
        try await openSubscription().subscribe()
    }

    /// Where the messages of this prefix and database go.
    nonisolated var channel: [UInt8] { space.prefix + "invalidations:\(configuration.database)".utf8 }
}
