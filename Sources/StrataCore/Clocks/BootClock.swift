#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A clock that never goes back and goes on while the machine is suspended.
///
/// For time that also passes elsewhere, such as a lease on a server: who wakes up after an hour must know that it has
/// ended.
public struct BootClock: SleepingClock {
    /// Creates the clock. All instances tell the same time.
    public init() {}

    /// Nanoseconds since the machine was started, more or less.
    public func nanoseconds() -> Int64 {
        #if os(Linux) || os(Android)
        readClock(CLOCK_BOOTTIME)
        #else
        readClock(CLOCK_MONOTONIC)
        #endif
    }

    /// Returns when `duration` has passed. See ``SleepingClock/sleep(for:)``.
    public func sleep(for duration: Duration) async throws(CancellationError) {
        do {
            try await Task.sleep(for: duration, clock: .continuous)
        } catch {
            throw CancellationError()
        }
    }
}
