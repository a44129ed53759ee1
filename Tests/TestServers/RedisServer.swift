#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import StrataTestKit

/// A `redis-server` of a test's own, on free ports and a Unix socket in a folder of its own. It ends with the test's
/// process, however that ends.
public final class RedisServer: Sendable {
    /// What a server is started with.
    public struct Options: Sendable {
        /// Arguments for the server, each a word of `redis-server`'s command line.
        public var arguments: [String] = []
        /// Whether it speaks TLS beside plain TCP; the certificates are those of ``TestCertificates``.
        public var speaksTLS = false
        /// Whether a TLS client must show a certificate.
        public var wantsClientCertificates = false
        /// Which of the certificates the server shows.
        public var certificate = "server"

        /// Nothing but the defaults of a test.
        public init() {}
    }

    /// The plain TCP port.
    public let port: Int
    /// The TLS port; 0 when it speaks none.
    public let tlsPort: Int

    private let folder: TemporaryDirectory
    private let process: ChildProcess
    private let command: [String]

    /// Starts a server and waits until it answers.
    ///
    /// - Parameter configure: Changes the options.
    public convenience init(_ configure: (inout Options) -> Void = { _ in }) async throws {
        var options = Options()
        configure(&options)
        try await self.init(options)
    }

    /// Starts a server and waits until it answers.
    public init(_ options: Options) async throws {
        folder = try TemporaryDirectory()
        (port, tlsPort) = (try FreePort.find(), options.speaksTLS ? try FreePort.find() : 0)
        var command = [
            "redis-server", "--port", "\(port)", "--unixsocket", folder.path(of: "socket"), "--dir", folder.path,
            "--save", "", "--appendonly", "no", "--daemonize", "no", "--enable-debug-command", "yes",
            "--repl-diskless-sync-delay", "0", "--bind", "127.0.0.1",
        ]
        if options.speaksTLS {
            let certificates = try await TestCertificates.shared()
            command += [
                "--tls-port", "\(tlsPort)", "--tls-ca-cert-file", certificates.authority,
                "--tls-cert-file", certificates.certificate(options.certificate),
                "--tls-key-file", certificates.key(options.certificate),
                "--tls-auth-clients", options.wantsClientCertificates ? "yes" : "no",
            ]
        }
        self.command = command + options.arguments
        process = ChildProcess()
        try await start()
    }

    /// `redis://` for the plain port.
    public var url: String { "redis://127.0.0.1:\(port)" }
    /// `rediss://` for the TLS port.
    public var tlsURL: String { "rediss://localhost:\(tlsPort)" }
    /// `unix://` for the socket.
    public var unixURL: String { "unix://\(folder.path(of: "socket"))" }

    /// Starts the server again after ``kill()``. It comes back empty.
    public func start() async throws {
        try process.start(command, log: folder.path(of: "log"))
        try await Eventually.holds("redis-server answers; its log is \(folder.path(of: "log"))") {
            let answer = try? RawRedis(port: port).say("PING")
            return answer == "+PONG" || answer?.hasPrefix("-NOAUTH") == true
        }
    }

    /// Kills the server at once.
    public func kill() { process.kill() }
    /// Stops the server's process, so that it neither answers nor closes.
    public func pause() { process.signal(SIGSTOP) }
    /// Lets the server go on after ``pause()``.
    public func resume() { process.signal(SIGCONT) }

    /// Says a command of plain words to the server, and returns the first line of the answer.
    @discardableResult
    public func say(_ command: String) throws -> String { try RawRedis(port: port).say(command) }
}
