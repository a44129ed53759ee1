/// What a cache can hold.
///
/// `nil` is never stored: an empty optional is refused with ``CacheError/Code/nilValue``.
public typealias CacheValue = Codable & Sendable
