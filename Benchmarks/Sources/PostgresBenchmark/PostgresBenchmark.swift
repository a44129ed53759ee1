#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import StrataCore
import StrataPostgres

/// Prints, for each operation, operations a second of the cache and of a program in C on libpq, on one server in turns, the
/// best of several rounds, and the ratio. Arguments: the beginning of the names of what to measure, and how many
/// connections the cache has.
///
/// Starts a server of its own with `scripts/postgres-server` unless STRATA_POSTGRES_URL names one with an empty schema.
@main
struct PostgresBenchmark {
    static let keys = 20_000
    static let valueSize = 1024

    static func main() async throws {
        guard let url = unsafe getenv("STRATA_POSTGRES_URL").map({ unsafe String(cString: $0) }) else {
            return try startServer()
        }
        let arguments = CommandLine.arguments.dropFirst()
        var configuration = PostgresCache.Configuration()
        configuration.migrates = true
        let connections = arguments.dropFirst().first.flatMap { Int($0) }
        if let connections { configuration.connections = connections }
        let cache = try await PostgresCache(url: url, configuration: configuration)
        let keys = (0..<keys).map { CacheKey("key:\(1_000_000_000_000 + $0)") }
        let digests = keys.flatMap { SHA256Digest(of: $0.rawValue.utf8).bytes }
        let value = String(repeating: "v", count: valueSize - 2)
        let subject = Subject(cache: cache, keys: keys, value: value)
        try await subject.fill()
        let loop = try CLoop(url: url, digests: digests, valueSize: valueSize)
        print("\(configuration.connections) connections; operations a second; ratio above 1: the cache is faster")
        for work in Work.all where work.name.hasPrefix(arguments.first ?? "") {
            try await measure(work, subject, loop)
        }
        try await cache.close()
    }

    private static func measure(_ work: Work, _ subject: Subject, _ loop: CLoop) async throws {
        let clock = ContinuousClock()
        var (ours, theirs) = (Duration.seconds(1_000_000), Duration.seconds(1_000_000))
        for _ in 0..<5 {
            ours = min(ours, try await clock.measure { try await subject.run(work) })
            theirs = min(theirs, try clock.measure { try loop.run(work) })
        }
        let rates = [ours, theirs].map { Double(work.operations) / ($0 / .seconds(1)) }
        let padding = String(repeating: " ", count: 20 - work.name.count)
        let ratio = (rates[0] / rates[1] * 100).rounded() / 100
        print("\(work.name)\(padding)\(Int(rates[0]))\tC: \(Int(rates[1]))\tratio: \(ratio)")
        fflush(nil)
    }

    /// Becomes the script that starts a server and runs this program with its address.
    private static func startServer() throws {
        let package = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let script = "/\(package)/scripts/postgres-server"
        let words = ["bash", script, "run"] + CommandLine.arguments
        var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        _ = unsafe execv("/bin/bash", &arguments)
        throw WrongAnswer()
    }
}
