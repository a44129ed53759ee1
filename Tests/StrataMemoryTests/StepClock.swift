import StrataCore
import StrataMemory
import Synchronization

/// A clock that stands still until a test moves it.
final class StepClock: CacheClock {
    private let time: Atomic<Int64>

    init(_ start: Int64 = 5_000_000_123) {
        time = Atomic(start)
    }

    func nanoseconds() -> Int64 { time.load(ordering: .relaxed) }

    /// Moves the clock, also back.
    func advance(milliseconds: Int64) {
        time.wrappingAdd(milliseconds * 1_000_000, ordering: .relaxed)
    }
}

/// A cache whose clock the test moves and that never sweeps by itself.
func steppedCache(
    _ clock: StepClock,
    _ change: (inout MemoryCache.Configuration) -> Void = { _ in }
) -> MemoryCache {
    var configuration = MemoryCache.Configuration()
    configuration.clock = clock
    configuration.sweepInterval = nil
    change(&configuration)
    return MemoryCache(configuration)
}

/// The code of the `CacheError` that `body` throws; nil when it returns or throws something else.
func code(of body: () throws -> Void) -> CacheError.Code? {
    do {
        try body()
        return nil
    } catch {
        return (error as? CacheError)?.code
    }
}
