#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file system of 1.2 MB over a directory, where the system lets us have one.
struct SmallDisk {
    private let directory: String
    let isMounted: Bool

    init(at directory: String) {
        self.directory = directory
        #if os(Linux)
        isMounted = unsafe mount("none", directory, "tmpfs", 0, "size=1200k") == 0
        #else
        isMounted = false
        #endif
    }

    /// Takes the file system away, with all that is on it.
    func remove() {
        #if os(Linux)
        if isMounted { _ = unsafe umount2(directory, Int32(MNT_DETACH)) }
        #endif
    }
}
