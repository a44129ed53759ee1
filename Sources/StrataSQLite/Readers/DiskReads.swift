#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Tells whether this process has read from a disk since it was last asked: what distinguishes a read that waited for a page
/// from one whose thread was merely suspended.
struct DiskReads: Sendable {
    private var known = Self.count()

    /// Whether there were any since the last time.
    mutating func haveGrown() -> Bool {
        let count = Self.count()
        defer { known = count }
        return count != known
    }

    /// How often the system has read from a disk for this process.
    private static func count() -> Int {
        var usage = rusage()
        #if canImport(Glibc)
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
        unsafe getrusage(Int32(RUSAGE_SELF), &usage)
        #endif
        return usage.ru_inblock
    }
}
