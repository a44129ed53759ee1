/// A cache that has a life of its own: it can be asked how it is, and closed.
public protocol ManagedCache: AsyncCache {
    /// Makes one cheap trip to where the entries are; throws when it is not possible.
    func ping() async throws(CacheError)

    /// What has happened since the cache was opened, and what it holds.
    func statistics() async throws(CacheError) -> CacheStatistics

    /// Ends the cache: what waits is finished or fails, what it owns is given back. Later calls of any operation throw
    /// ``CacheError/Code/closed``; closing again is fine.
    func close() async throws(CacheError)
}
