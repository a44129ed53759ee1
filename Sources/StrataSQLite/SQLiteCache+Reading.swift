import StrataCore

extension SQLiteCache {
    /// Runs a short read: on the caller's thread where that costs it next to nothing, otherwise in turn on the cache's own.
    nonisolated func read<Outcome: Sendable>(
        _ body: @escaping @Sendable (EntryStore) throws -> Outcome
    ) async throws(CacheError) -> Outcome {
        guard !Task.isCancelled else { throw CacheError(.cancelled, backend: "sqlite") }
        if let outcome = readers.read(body) { return try outcome.get() }
        return try await perform(.read, body)
    }
}
