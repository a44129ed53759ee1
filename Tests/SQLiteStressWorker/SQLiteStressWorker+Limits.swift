#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import CSQLite
import StrataCore
import StrataSQLite

extension SQLiteStressWorker {
    /// Takes the write lock, says so, and waits for ever; the test suspends and ends it.
    static func hold(_ path: String) throws {
        var handle: OpaquePointer?
        guard unsafe sqlite3_open(path, &handle) == SQLITE_OK,
            unsafe sqlite3_exec(handle, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK
        else { return say("failed") }
        say("held")
        while true { pause() }
    }

    /// Writes until no file of this process may grow any more, then lifts the limit and goes on.
    static func fill(_ path: String, limit: Int) async throws {
        let cache = try await SQLiteCache(path: path)
        try await cache.set("before", to: "here", expires: .never)
        // A file that reaches the limit sends a signal, which would end the process, beside the error.
        signal(SIGXFSZ, SIG_IGN)
        try limitFiles(to: limit)
        var stored = 0
        do {
            for index in 0..<10_000 {
                try await cache.set("big:\(index)", to: [UInt8](repeating: 1, count: 10_000), expires: .never)
                stored += 1
            }
        } catch {
            say("refused \(error.code.rawValue)")
        }
        say("before \(try await cache.get("before", as: String.self) ?? "gone")")
        for index in 0..<stored where try await !cache.exists("big:\(index)") { say("lost \(index)") }
        try limitFiles(to: nil)
        try await cache.set("after", to: "here", expires: .never)
        say("after \(try await cache.get("after", as: String.self) ?? "gone")")
        try await cache.close()
        say("done")
    }

    /// Gives up the rights of the superuser, where it has them, and reads and writes.
    static func readWithoutPermission(_ path: String) async throws {
        if geteuid() == 0 { guard setgid(65534) == 0, setuid(65534) == 0 else { return say("failed") } }
        let cache = try await SQLiteCache(path: path)
        say("read \(try await cache.get("key", as: String.self) ?? "gone")")
        do {
            try await cache.set("key", to: "other", expires: .never)
        } catch {
            say("refused \(error.code.rawValue)")
        }
        try await cache.close()
        say("done")
    }

    private static func limitFiles(to bytes: Int?) throws {
        var limit = rlimit()
        unsafe getrlimit(fileSizeLimit, &limit)
        limit.rlim_cur = bytes.map { rlim_t($0) } ?? limit.rlim_max
        guard unsafe setrlimit(fileSizeLimit, &limit) == 0 else { throw CacheError(.unsupported) }
    }
}

#if canImport(Glibc)
private let fileSizeLimit = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
#else
private let fileSizeLimit = Int32(RLIMIT_FSIZE)
#endif
