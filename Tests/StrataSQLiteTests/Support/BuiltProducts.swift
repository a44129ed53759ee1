#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Where the executables of this package were built: beside the tests, or a few directories above them.
enum BuiltProducts {
    /// The path of an executable.
    static func path(of name: String) throws -> String {
        var directory = try imagePath()
        while let slash = directory.lastIndex(of: "/") {
            directory = String(directory[..<slash])
            let path = directory + "/" + name
            if unsafe access(path, X_OK) == 0 { return path }
        }
        throw Worker.Failure(what: "finding \(name)", number: ENOENT)
    }

    /// The file that these tests were loaded from.
    private static func imagePath() throws -> String {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        #if canImport(Darwin)
        var size = UInt32(path.count)
        guard unsafe _NSGetExecutablePath(&path, &size) == 0 else {
            throw Worker.Failure(what: "_NSGetExecutablePath", number: ENAMETOOLONG)
        }
        #else
        guard unsafe readlink("/proc/self/exe", &path, path.count - 1) > 0 else {
            throw Worker.Failure(what: "readlink", number: errno)
        }
        #endif
        return String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
