/// Where a page of a scan ended. Only the cache that made it can read it.
public struct ScanCursor: Hashable, Sendable {
    /// The cache's own mark.
    public let bytes: [UInt8]

    /// Wraps a mark; for those who write a backend.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }
}

/// One page of keys.
public struct ScanPage: Sendable {
    /// The keys of this page, in no order.
    public let keys: [CacheKey]
    /// Where to go on; nil after the last page.
    public let next: ScanCursor?

    /// Puts both together.
    public init(keys: [CacheKey], next: ScanCursor?) {
        self.keys = keys
        self.next = next
    }
}
