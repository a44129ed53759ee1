import StrataCore

extension RedisCache {
    /// When an operation that begins now has taken too long.
    nonisolated var deadline: Int64 { clock.nanoseconds() + configuration.commandTimeout.saturatedNanoseconds }

    /// Sends commands that change something. They are never sent twice.
    nonisolated func write(
        on connection: Connection,
        replies: Int? = nil,
        _ encode: @Sendable (inout RequestBuffer) -> Void
    ) async throws(CacheError) -> RedisReply {
        try await connection.perform(replies: replies, deadline: deadline, encode).orThrow()
    }

    /// Sends commands that change nothing. When their connection breaks they are sent once more, on the next one.
    nonisolated func read(
        on connection: Connection,
        replies: Int? = nil,
        _ encode: @Sendable (inout RequestBuffer) -> Void
    ) async throws(CacheError) -> RedisReply {
        var deadline = deadline
        do {
            return try await connection.perform(replies: replies, deadline: deadline, encode).orThrow()
        } catch  where error.underlying is ConnectionLost {
        } catch  where error.code == .deadlineExceeded && configuration.retriesReadsOnTimeout {
            deadline = self.deadline
        }
        return try await connection.perform(replies: replies, deadline: deadline, encode).orThrow()
    }

    /// Runs one script.
    ///
    /// - Parameter isRead: Whether it changes nothing, and so may be sent again.
    nonisolated func run(
        _ call: ScriptCall,
        on connection: Connection,
        isRead: Bool = false
    ) async throws(CacheError) -> RedisReply {
        let replies = try await run([call], on: connection, isRead: isRead)
        guard let reply = replies.first else { throw Self.unexpected }
        return try reply.orThrow()
    }

    /// Runs many scripts in one trip; and in a second one those that the server did not have.
    ///
    /// - Returns: The replies, one each, refusals among them.
    nonisolated func run(
        _ calls: [ScriptCall],
        on connection: Connection,
        isRead: Bool = false
    ) async throws(CacheError) -> [RedisReply] {
        var replies = try await send(calls, inFull: false, on: connection, isRead: isRead)
        let missing = replies.indices.filter { replies[$0].isMissingScript }
        guard !missing.isEmpty else { return replies }
        let again = try await send(missing.map { calls[$0] }, inFull: true, on: connection, isRead: isRead)
        for (position, reply) in zip(missing, again) { replies[position] = reply }
        return replies
    }

    private nonisolated func send(
        _ calls: [ScriptCall],
        inFull: Bool,
        on connection: Connection,
        isRead: Bool
    ) async throws(CacheError) -> [RedisReply] {
        guard !calls.isEmpty else { return [] }
        let encode = { @Sendable (request: inout RequestBuffer) in
            for call in calls { call.append(to: &request, inFull: inFull) }
        }
        let reply =
            isRead
            ? try await read(on: connection, replies: calls.count, encode)
            : try await write(on: connection, replies: calls.count, encode)
        guard case .array(let replies) = reply, replies.count == calls.count else { throw Self.unexpected }
        return replies
    }

    /// What a server that is no Redis would answer.
    static var unexpected: CacheError {
        CacheError(.backendFailure, backend: "redis", message: "the server gave an answer of another kind")
    }
}

extension RedisReply {
    /// The reply, if it is no refusal.
    func orThrow() throws(CacheError) -> RedisReply {
        if case .failure(let failure) = self { throw failure.asCacheError() }
        return self
    }

    /// The integer that it is.
    func integer() throws(CacheError) -> Int64 {
        guard case .integer(let number) = try orThrow() else { throw RedisCache.unexpected }
        return number
    }

    /// The elements that it has.
    func elements() throws(CacheError) -> [RedisReply] {
        guard case .array(let elements) = try orThrow() else { throw RedisCache.unexpected }
        return elements
    }

    /// The bytes that it is; nil for none.
    func bytes() throws(CacheError) -> [UInt8]? {
        switch try orThrow() {
        case .bytes(let bytes): bytes
        case .null: nil
        default: throw RedisCache.unexpected
        }
    }

    /// Throws the first refusal among the replies of a batch.
    func throwRefusals() throws(CacheError) {
        for reply in try elements() { _ = try reply.orThrow() }
    }
}
