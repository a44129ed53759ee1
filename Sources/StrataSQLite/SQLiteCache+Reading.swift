import StrataCore

extension SQLiteCache {
    /// Runs a short read.
    nonisolated func read<Outcome: Sendable>(
        _ body: @escaping @Sendable (EntryStore) throws -> Outcome
    ) async throws(CacheError) -> Outcome {
        try await perform(.read, body)
    }
}
