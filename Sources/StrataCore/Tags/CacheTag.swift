/// A name that entries share, so that they can be invalidated together.
///
/// Compares and hashes its UTF-8 bytes, as ``CacheKey`` does.
public struct CacheTag: Hashable, Sendable {
    private let key: CacheKey

    /// Makes a tag of `name`. An empty name is refused by every cache with ``CacheError/Code/invalidKey``.
    public init(_ name: String) {
        key = CacheKey(name)
    }

    /// The name.
    public var name: String { key.rawValue }

    /// Throws ``CacheError/Code/invalidKey`` when the name is empty.
    public func validate() throws(CacheError) {
        guard !name.utf8.isEmpty else { throw CacheError(.invalidKey, message: "a tag must not be empty") }
    }
}

extension CacheTag: ExpressibleByStringInterpolation {
    /// A tag from a literal: `["user:1", "team:\(team)"]`.
    public init(stringLiteral value: String) {
        self.init(value)
    }
}

extension CacheTag: CustomStringConvertible {
    /// The name.
    public var description: String { name }
}
