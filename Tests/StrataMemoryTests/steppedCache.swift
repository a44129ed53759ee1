import StrataCore
import StrataMemory
import StrataTestKit

/// A cache whose clock the test moves and that never sweeps by itself.
func steppedCache(
    _ clock: ManualClock,
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
