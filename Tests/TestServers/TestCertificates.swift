import Foundation
import StrataTestKit

/// The certificates that `scripts/certificates` makes, once a process.
public struct TestCertificates: Sendable {
    private let folder: TemporaryDirectory

    private static let made = Task { try TestCertificates() }

    /// The certificates of this process.
    public static func shared() async throws -> TestCertificates { try await made.value }

    /// The path of the authority's certificate.
    public var authority: String { folder.path(of: "ca.pem") }

    /// The path of the certificate `name`: `server`, `other`, `expired` or `client`.
    public func certificate(_ name: String) -> String { folder.path(of: "\(name).pem") }

    /// The path of its key.
    public func key(_ name: String) -> String { folder.path(of: "\(name).key") }

    private init() throws {
        folder = try TemporaryDirectory()
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../scripts/certificates").standardized
        let process = try Process.run(
            URL(fileURLWithPath: "/usr/bin/env"),
            arguments: ["bash", script.path, folder.path]
        )
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ServerFailedToStart(what: "openssl") }
    }
}
