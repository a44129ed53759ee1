#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A directory that goes, with what is in it, when it is released.
final class TemporaryDirectory: Sendable {
    let path: String

    /// - Parameter parent: Where to make it.
    init(in parent: String) throws {
        path = parent + "/strata-benchmark-" + String(UInt64.random(in: 0 ... .max), radix: 36)
        guard unsafe mkdir(path, 0o700) == 0 else { throw Failure(number: errno) }
    }

    deinit {
        for name in ["cache", "same", "bare"] {
            for suffix in ["", "-wal", "-shm"] { unsafe unlink("\(path)/\(name).sqlite\(suffix)") }
        }
        unsafe rmdir(path)
    }

    /// The number of the system's error.
    struct Failure: Error {
        let number: Int32
    }
}
