#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A directory of its own for a test of a cache that keeps files. It is removed with all that is in it when the last
/// reference goes.
public final class TemporaryDirectory: Sendable {
    /// Where the directory is, without a slash at its end.
    public let path: String

    /// Makes an empty directory.
    ///
    /// - Throws: What the file manager throws when it cannot be made.
    public init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "strata-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a file in the directory, whether it is there or not.
    public func path(of file: String) -> String { path + "/" + file }
}
