public import Foundation

/// Runs programs, without holding a thread of the cooperative pool.
public enum Shell {
    /// A program that failed.
    public struct Failure: Error, CustomStringConvertible {
        /// What it was and what it said.
        public let description: String
    }

    /// The top of the package.
    public static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Runs a program to its end.
    ///
    /// - Returns: What it wrote to its standard output.
    /// - Throws: ``Failure`` when it ends with another status than 0.
    @discardableResult
    public static func run(_ program: String, _ arguments: [String]) async throws -> String {
        try await withCheckedThrowingContinuation { caller in
            DispatchQueue.global().async {
                caller.resume(with: Result { try runBlocking(program, arguments) })
            }
        }
    }

    private static func runBlocking(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(description: "\(program) failed: \(text)") }
        return text
    }
}
