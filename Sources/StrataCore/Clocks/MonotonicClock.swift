#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A clock that never goes back and does not follow changes of the wall clock.
///
/// It goes on while the machine sleeps where the system offers that (`CLOCK_BOOTTIME` on Linux is not used, for it
/// costs a system call on some machines; a suspended server is rare).
public struct MonotonicClock: CacheClock {
    /// Creates the clock. All instances tell the same time.
    public init() {}

    /// Nanoseconds since the system started, more or less.
    public func nanoseconds() -> Int64 {
        readClock(CLOCK_MONOTONIC)
    }
}

/// The time of day: what files and other processes agree on.
public struct WallClock: CacheClock {
    /// Creates the clock. All instances tell the same time.
    public init() {}

    /// Nanoseconds since 1970-01-01T00:00:00Z.
    public func nanoseconds() -> Int64 {
        readClock(CLOCK_REALTIME)
    }
}

@inline(__always)
func readClock(_ identifier: clockid_t) -> Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(identifier, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
