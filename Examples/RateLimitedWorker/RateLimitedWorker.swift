import Foundation

/// Two processes on one cache: both spend from one rate limit, and take turns at a ledger under one lock.
///
/// The program starts itself twice, prints what the two did, and fails when the limit was exceeded, when two held the
/// lock at once, or when the ledger took a late writer.
@main
struct RateLimitedWorker {
    static func main() async {
        do {
            let options = try Options(Array(CommandLine.arguments.dropFirst()))
            let faults = try await options.worker == nil ? supervise(options) : work(options)
            for fault in faults { try say("error: \(fault)\n") }
            exit(faults.isEmpty ? 0 : 1)
        } catch {
            try? say("error: \(error)\n")
            exit(1)
        }
    }

    private static func work(_ options: Options) async throws -> [String] {
        let report = try await Worker(options).run()
        try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(report))
        return []
    }

    private static func supervise(_ options: Options) throws -> [String] {
        try FileManager.default.createDirectory(at: options.folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: options.folder) }
        let workers = try (1...2).map { try WorkerProcess(number: $0, options: options) }
        let outcomes = workers.map { worker in Result { try worker.report() } }
        let reports = try outcomes.map { try $0.get() }
        let audit = Audit(reports, try options.ledger.entries(), options)
        let takesLateWriter = try options.ledger.accepts(fencingNumber: 0)
        print(ReportTable(reports, audit, limit: options.limit).text)
        return audit.faults + (takesLateWriter ? ["the ledger took a late writer"] : [])
    }

    private static func say(_ text: String) throws {
        try FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
