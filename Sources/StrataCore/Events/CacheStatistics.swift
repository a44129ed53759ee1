/// Counts of a cache since it was opened.
public struct CacheStatistics: Hashable, Sendable {
    /// Reads that found a value.
    public var hits: Int64 = 0
    /// Reads that found none.
    public var misses: Int64 = 0
    /// Values stored.
    public var writes: Int64 = 0
    /// Entries that a caller removed.
    public var removals: Int64 = 0
    /// Entries that went to make room.
    public var evictions: Int64 = 0
    /// Entries that were found or swept after their expiration.
    public var expirations: Int64 = 0
    /// Entries held now, expired ones that were not swept yet included; nil where counting costs too much.
    public var entries: Int?
    /// What the entries weigh now: bytes on disk for a file, the unit of the weigher in memory; nil where not known.
    public var weight: Int?

    /// Creates statistics in which nothing has happened.
    public init() {}

    /// Hits per read, from 0 to 1; nil before the first read.
    public var hitRatio: Double? {
        let reads = hits + misses
        return reads == 0 ? nil : Double(hits) / Double(reads)
    }
}
