import StrataCore
import StrataSQLite

/// A process of its own for the tests of ``SQLiteCache``: does what its first argument says to the file that the second one
/// names, and prints a line for each thing that was acknowledged.
@main
struct SQLiteStressWorker {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count >= 2, let role = Role(rawValue: arguments[0]) else {
            say("usage: SQLiteStressWorker <role> <path> [argument]")
            return
        }
        let rest = arguments.dropFirst(2).first ?? ""
        switch role {
        case .count: try await count(arguments[1], upTo: Int(rest) ?? 0)
        case .write: try await write(arguments[1], prefix: rest)
        case .hold: try hold(arguments[1])
        case .fill: try await fill(arguments[1], limit: Int(rest) ?? 0)
        case .reader: try await readWithoutPermission(arguments[1])
        }
    }

    /// Adds one to the counter so many times, storing an entry of its own beside each, then acquires fencing numbers.
    private static func count(_ path: String, upTo count: Int) async throws {
        let cache = try await open(path)
        let name = CacheToken.random().bytes.map { String($0) }.joined()
        for index in 0..<count {
            _ = try await cache.increment("counter", expires: .never)
            try await cache.set(CacheKey("\(name):\(index)"), to: index, expires: .never)
        }
        for index in 0..<10 {
            if let number = try await cache.acquire("lock:\(name):\(index)", token: .random(), expires: .never) {
                say("fenced \(number)")
            }
        }
        try await cache.close()
        say("done")
    }

    /// Stores entries one after another from several tasks, and prints the key of each when it is acknowledged, until it is
    /// killed.
    private static func write(_ path: String, prefix: String) async throws {
        let cache = try await open(path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for index in 0..<1_000_000 {
                        let key = "\(prefix):\(task):\(index)"
                        try await cache.set(CacheKey(key), to: key, expires: .never)
                        say(key)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func open(_ path: String) async throws -> SQLiteCache {
        var configuration = SQLiteCache.Configuration()
        configuration.deadline = .seconds(60)
        configuration.lockTimeout = .seconds(60)
        return try await SQLiteCache(path: path, configuration: configuration)
    }
}
