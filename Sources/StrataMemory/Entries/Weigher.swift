internal import StrataCore

/// What entries weigh.
struct Weigher: Sendable {
    private let custom: (@Sendable (CacheKey, any CacheValue) -> Int)?

    /// Asks `custom`; estimates bytes where there is none.
    init(_ custom: (@Sendable (CacheKey, any CacheValue) -> Int)?) {
        self.custom = custom
    }

    /// The weight of a value that is held as it is.
    func weight(of value: any CacheValue, under key: CacheKey) -> Int {
        max(0, custom?(key, value) ?? MemoryCache.estimatedBytes(of: value, under: key))
    }

    /// The weight of a value that is held in its stored form.
    func weight(of value: any CacheValue, stored: StoredBytes, under key: CacheKey) -> Int {
        max(0, custom?(key, value) ?? key.rawValue.utf8.count + stored.bytes.count)
    }
}
