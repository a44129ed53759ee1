import StrataCore
import StrataMemory

/// The cache, with eviction, expiration and statistics.
struct Strata<Value: CacheValue>: Subject {
    let cache: MemoryCache

    init() {
        var configuration = MemoryCache.Configuration()
        configuration.maximumEntries = Workload.capacity
        cache = MemoryCache(configuration)
    }

    func preload(_ key: String, _ value: Value) { set(key, value) }

    @inline(__always)
    func get(_ key: String) -> Value? {
        do throws(CacheError) { return try cache.get(CacheKey(key), as: Value.self) } catch { return nil }
    }

    @inline(__always)
    func set(_ key: String, _ value: Value) {
        do throws(CacheError) {
            try cache.set(CacheKey(key), to: value, expires: cache.defaultExpiration)
        } catch {
            print("the cache failed: \(error)")
        }
    }
}
