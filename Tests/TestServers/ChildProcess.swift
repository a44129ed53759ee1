#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import Foundation
import Synchronization

/// A process that ends when this one does, also when this one is killed.
///
/// A shell stands between: it waits for the end of its input, which the system closes with this process, and then kills.
final class ChildProcess: Sendable {
    private struct Running {
        let shell: Process
        let input: Pipe
        let identifier: pid_t
    }

    private let running = Mutex<Running?>(nil)

    deinit { kill() }

    /// Starts `command`, whose output goes to the file `log`.
    func start(_ command: [String], log: String) throws {
        let shell = Process()
        let (input, output) = (Pipe(), Pipe())
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments =
            [
                "-c", #"log=$1; shift; "$@" >>"$log" 2>&1 & child=$!; echo $child; read -r line; kill -9 $child"#,
                "sh", log,
            ] + command
        shell.standardInput = input
        shell.standardOutput = output
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let identifier = pid_t(said.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw ServerFailedToStart(what: command.first ?? "")
        }
        running.withLock { $0 = Running(shell: shell, input: input, identifier: identifier) }
    }

    /// Ends the process at once, and waits for that.
    func kill() {
        guard let process = running.withLock({ $0.take() }) else { return }
        try? process.input.fileHandleForWriting.close()
        process.shell.waitUntilExit()
    }

    func signal(_ number: CInt) {
        running.withLock { running in
            if let running { _ = sendSignal(running.identifier, number) }
        }
    }
}

private func sendSignal(_ process: pid_t, _ number: CInt) -> CInt { kill(process, number) }

/// A server that a test needs did not start.
struct ServerFailedToStart: Error {
    let what: String
}
