#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import StrataCore
import StrataSQLite

/// A directory of its own for a test, and a file in it; removed when released.
final class TemporaryFile: Sendable {
    let directory: String
    let path: String

    init() throws {
        directory = "/tmp/strata-sqlite-" + String(UInt64.random(in: 0 ... .max), radix: 36)
        guard unsafe mkdir(directory, 0o700) == 0 else { throw Failure(what: "mkdir", number: errno) }
        path = directory + "/cache.sqlite"
    }

    deinit {
        for name in ["cache.sqlite", "cache.sqlite-wal", "cache.sqlite-shm", "cache.sqlite-journal"] {
            unsafe unlink(directory + "/" + name)
        }
        unsafe rmdir(directory)
    }

    /// Opens the file as a cache.
    func open(_ configure: (inout SQLiteCache.Configuration) -> Void = { _ in }) async throws -> SQLiteCache {
        var configuration = SQLiteCache.Configuration()
        configure(&configuration)
        return try await SQLiteCache(path: path, configuration: configuration)
    }

    /// What the system refused.
    struct Failure: Error {
        let what: String
        let number: Int32
    }
}
