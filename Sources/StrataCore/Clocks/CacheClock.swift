/// Where a cache reads the time.
///
/// Caches only compare times of one clock with each other. Memory measures on a monotonic clock, files on the wall clock,
/// because their entries outlive the process.
public protocol CacheClock: Sendable {
    /// Nanoseconds since an origin that the clock chooses; for a wall clock since 1970-01-01T00:00:00Z.
    func nanoseconds() -> Int64
}

extension CacheClock {
    /// Milliseconds since the clock's origin, rounded down.
    public func milliseconds() -> Int64 {
        let nanoseconds = nanoseconds()
        return nanoseconds / 1_000_000 - (nanoseconds % 1_000_000 < 0 ? 1 : 0)
    }
}
