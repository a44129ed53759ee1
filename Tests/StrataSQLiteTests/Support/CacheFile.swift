#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import StrataCore
import StrataSQLite
import StrataTestKit

/// A file for one test, in a directory of its own.
struct CacheFile: Sendable {
    private let directory: TemporaryDirectory
    let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.path(of: "cache.sqlite")
    }

    /// The directory that the file is in.
    var parent: String { directory.path }

    /// Opens the file as a cache.
    func open(_ configure: (inout SQLiteCache.Configuration) -> Void = { _ in }) async throws -> SQLiteCache {
        var configuration = SQLiteCache.Configuration()
        configuration.deadline = .seconds(60)
        configuration.lockTimeout = .seconds(30)
        configure(&configuration)
        return try await SQLiteCache(path: path, configuration: configuration)
    }

    /// Makes the file with SQLite itself.
    func make(_ sql: String) throws {
        try RawDatabase(path).execute(sql)
    }

    /// The bytes of the file.
    func bytes() throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Replaces the bytes of the file.
    func replace(with bytes: [UInt8]) throws {
        try write(bytes, to: "cache.sqlite")
    }

    /// Writes another file beside it.
    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: directory.path(of: name)))
    }
}

/// The code of the error that `body` throws; nil when it throws none or another kind.
func code(of body: () async throws -> Void) async -> CacheError.Code? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? CacheError)?.code
    }
}
