import Foundation

/// This program again, as one of the workers.
struct WorkerProcess {
    private let process = Process()
    private let output = Pipe()

    init(number: Int, options: Options) throws {
        process.executableURL = Bundle.main.executableURL
        process.arguments = options.arguments(forWorker: number)
        process.standardOutput = output
        try process.run()
    }

    /// Waits for the worker and reads what it did.
    func report() throws -> WorkerReport {
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw WorkerFailure(status: process.terminationStatus) }
        return try JSONDecoder().decode(WorkerReport.self, from: text)
    }

    /// A worker that did not come to its end.
    struct WorkerFailure: Error {
        let status: Int32
    }
}
