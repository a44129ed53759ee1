import StrataCore
import StrataMemory

/// The real cache, through its public interface: a read, and a write of what was not there.
struct MemoryCacheReplay: Simulator {
    private let cache: MemoryCache
    private let keys: [CacheKey]

    init(capacity: Int, keys: Int, stripes: Int? = nil) {
        var configuration = MemoryCache.Configuration()
        configuration.maximumEntries = capacity
        configuration.stripes = stripes
        configuration.sweepInterval = nil
        cache = MemoryCache(configuration)
        self.keys = (0..<keys).map { CacheKey("key:\($0)") }
    }

    mutating func access(_ key: Int) -> Bool {
        do throws(CacheError) {
            if try cache.get(keys[key], as: Int.self) != nil { return true }
            try cache.set(keys[key], to: key, expires: cache.defaultExpiration)
        } catch {
            print("the cache failed: \(error)")
        }
        return false
    }
}
