import CSQLiteLoop
import StrataCore
import StrataSQLite

/// Prints, for each operation, operations a second of the cache, of a loop in C with the same statements and file settings,
/// and of a loop in C on a bare table of keys and values; and both ratios. Best of several rounds, taken in turns.
/// Two arguments may follow: the directory for the files, /tmp by default, for the disk under it has a say in the writes;
/// and the beginning of the names of what to measure.
@main
struct SQLiteBenchmark {
    static let keys = 20_000
    static let valueSize = 1024
    static let rounds = 15

    static func main() async throws {
        let directory = try TemporaryDirectory(in: CommandLine.arguments.dropFirst().first ?? "/tmp")
        let cache = try await SQLiteCache(path: directory.path + "/cache.sqlite")
        let same = try CLoop(path: directory.path + "/same.sqlite", hasSameSchema: true, keys: keys)
        let bare = try CLoop(path: directory.path + "/bare.sqlite", hasSameSchema: false, keys: keys)
        let subject = Subject(cache: cache, count: keys, valueSize: valueSize)
        try await subject.fill()
        for loop in [same, bare] { try loop.set(operations: keys, perTransaction: 100, seed: 0) }

        let report = Report(rounds: rounds)
        let wanted = CommandLine.arguments.dropFirst(2).first ?? ""
        for work in Work.all where work.name.hasPrefix(wanted) {
            try await report.measure(work, subject: subject, same: same, bare: bare)
        }
        try await cache.close()
    }
}
