import StrataCore
import StrataSQLite

/// The cache that `text` names: `sqlite:PATH`. Everything else works with any cache that has these capabilities.
func openCache(_ text: String) async throws -> any AtomicCache & ManagedCache {
    let prefix = "sqlite:"
    guard text.hasPrefix(prefix) else { throw Options.UsageError() }
    return try await SQLiteCache(path: String(text.dropFirst(prefix.count)))
}
