import Foundation

/// The local server that plays all seven sources. It ends with this process, also when this process is killed.
struct OriginServer {
    let address: URL
    private let process: Process
    private let lifeline: Pipe

    /// Starts the server on a free port of the loopback interface.
    static func start() throws -> OriginServer {
        let process = Process()
        let lifeline = Pipe()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let script = Bundle.module.bundleURL.appending(path: "origin.py")
        process.arguments = ["python3", script.path(percentEncoded: false)]
        process.standardInput = lifeline
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard
            let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)),
            let address = URL(string: "http://127.0.0.1:\(port)")
        else { throw PipelineError("the origin server did not start; it needs python3") }
        return OriginServer(address: address, process: process, lifeline: lifeline)
    }

    /// Ends the server, and returns when it has ended.
    func stop() {
        try? lifeline.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
