public import StrataCore

extension PostgresCache: InvalidationChannel {
    /// Tells all subscribers with NOTIFY. Messages of one sender share payloads; what is too long for one voids everything.
    ///
    /// Transactions that notify commit one after another on the whole server; see `Docs/postgres.md`.
    public nonisolated func publish(_ messages: [InvalidationMessage]) async throws(CacheError) {
        guard !messages.isEmpty else { return try await ensureOpen() }
        let payloads = NotificationPayload.payloads(of: messages)
        _ = try await run(Statement(.announce, [.texts(payloads.map { Array($0.utf8) })]))
    }

    /// The messages from now on, over a connection of its own. See ``InvalidationChannel/subscribe()``.
    ///
    /// The first subscription connects; when it returns, the server listens.
    public nonisolated func subscribe() async throws(CacheError) -> AsyncStream<InvalidationEvent> {
        try await listener.subscribe()
    }
}
