import Foundation
import TestServers

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A real server with a pooler before it, in a directory of its own, for as long as this object or the process lives.
public final class PostgresServer: Sendable {
    /// How to reach the server.
    public enum Way: String, CaseIterable, Sendable {
        /// Over its Unix socket.
        case socket
        /// Over TCP with a password and TLS, the certificate verified.
        case tls
        /// Over TCP with a password, without TLS.
        case tcp
        /// Through pgbouncer in transaction mode.
        case pooler
    }

    /// Where its files and its socket are.
    public let directory: String
    private let port: Int
    private let poolerPort: Int
    private let script: Process
    /// Keeps the script and the server running.
    private let input = Pipe()
    private let output = Pipe()

    /// Starts a server.
    ///
    /// - Parameter settings: Settings beside those of the script, such as `max_connections=20`.
    public init(_ settings: [String] = []) async throws {
        directory = "/tmp/strata-pg-" + String(UInt32.random(in: 0 ... .max), radix: 36)
        port = try FreePort.find()
        poolerPort = try FreePort.find()
        script = Process()
        script.executableURL = Shell.package.appendingPathComponent("scripts/postgres-server")
        script.arguments = [directory, "\(port)", "\(poolerPort)"] + settings
        try await start()
    }

    deinit {
        input.fileHandleForWriting.closeFile()
        script.waitUntilExit()
    }

    /// The URL or keywords for a role, and what the server is to know the connection by.
    public func url(_ way: Way = .socket, role: String = "app", name: String = "tests") -> String {
        let login = "port=\(port) dbname=strata user=\(role) application_name='\(name)'"
        let tcp = "host=127.0.0.1 password=\(role)-password \(login)"
        return switch way {
        case .socket: "host=\(directory) \(login)"
        case .tcp: tcp + " sslmode=disable"
        case .tls: tcp + " sslmode=verify-full sslrootcert=\(directory)/root.crt"
        case .pooler: "postgresql://\(role)@127.0.0.1:\(poolerPort)/strata?sslmode=disable"
        }
    }

    /// Runs SQL as a role, `owner` by default.
    ///
    /// - Returns: The rows, a line each, the columns parted by `|`.
    @discardableResult
    public func sql(_ text: String, role: String = "owner") async throws -> String {
        let arguments = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", url(role: role), "-c", text]
        return try await Shell.run("psql", arguments).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Applies migrations as an operator would.
    ///
    /// - Parameters:
    ///   - files: The names in `Migrations/postgres`; all that lead up by default.
    ///   - schema: Where to.
    ///   - table: What the table is called.
    public func migrate(_ files: [String]? = nil, schema: String, table: String = "cache") async throws {
        let folder = Shell.package.appendingPathComponent("Migrations/postgres").path
        let names = try files ?? Self.migrations()
        var arguments = ["-X", "-q", "-v", "schema=\(schema)", "-v", "table=\(table)", url(role: "owner")]
        for name in names { arguments += ["-f", "\(folder)/\(name)"] }
        try await Shell.run("psql", arguments)
    }

    /// The files that lead up, in order.
    public static func migrations() throws -> [String] {
        let folder = Shell.package.appendingPathComponent("Migrations/postgres").path
        return try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".sql") && !$0.hasSuffix(".down.sql") }.sorted()
    }

    /// Stops and starts the server, as `pg_ctl restart` does.
    public func restart(mode: String = "immediate") async throws {
        try await stop(mode: mode)
        try await startAgain()
    }

    /// Stops the server.
    public func stop(mode: String = "immediate") async throws {
        try await tell("stop \(mode)")
    }

    /// Starts a server that was stopped.
    public func startAgain() async throws {
        try await tell("start")
    }

    /// Sends a signal to the server and all its processes.
    public func signal(_ number: CInt) async throws {
        let file = try String(contentsOfFile: directory + "/data/postmaster.pid", encoding: .utf8)
        guard let pid = file.split(separator: "\n").first.flatMap({ pid_t($0) }) else { return }
        let children = (try? await Shell.run("pgrep", ["-P", "\(pid)"])) ?? ""
        for process in [pid] + children.split(separator: "\n").compactMap({ pid_t($0) }) { kill(process, number) }
    }

    /// Gives the script a command. Not two at once.
    private func tell(_ command: String) async throws {
        input.fileHandleForWriting.write(Data((command + "\n").utf8))
        guard await answer() == "done" else { throw Shell.Failure(description: "the server did not \(command)") }
    }

    private func start() async throws {
        script.standardInput = input
        script.standardOutput = output
        try script.run()
        guard await answer() == "ready" else {
            throw Shell.Failure(description: "scripts/postgres-server did not start a server")
        }
    }

    private func answer() async -> String {
        await withCheckedContinuation { caller in
            DispatchQueue.global().async { [output] in
                let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
                caller.resume(returning: said.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
    }
}
