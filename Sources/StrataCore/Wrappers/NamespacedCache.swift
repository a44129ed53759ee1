/// A part of another cache: keys and tags have a prefix there, and `clear` and patterns see this part only.
///
/// Made by ``ScannableCache/namespaced(_:)``. Two namespaces never overlap, whatever their names: a colon inside of a name is
/// escaped. It owns nothing, so it cannot be closed; close the base.
public struct NamespacedCache<Base: ScannableCache>: KeyMappingCache {
    /// The cache that this is a part of.
    public let base: Base

    /// The name of this part.
    public let namespace: String

    private let prefix: String

    init(base: Base, namespace: String) {
        self.base = base
        self.namespace = namespace
        prefix = CacheKey.Part.text(namespace).escaped + ":"
    }

    /// The key behind the prefix of the namespace.
    public func mapped(_ key: CacheKey) throws(CacheError) -> CacheKey {
        try key.validate()
        return CacheKey(prefix + key.rawValue)
    }

    /// The tag behind the prefix of the namespace.
    public func mapped(_ tag: CacheTag) -> CacheTag { CacheTag(prefix + tag.name) }

    /// The tag without the prefix of the namespace.
    public func unmapped(_ tag: CacheTag) -> CacheTag { CacheTag(withoutPrefix(tag.name)) }

    /// Removes every entry of this namespace by scanning the base for its prefix.
    public func clear() async throws(CacheError) {
        try await base.removeAll(matching: .prefix(prefix))
    }

    private func withoutPrefix(_ text: String) -> String {
        String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }
}

extension NamespacedCache: ScannableCache {
    /// Scans the base behind the prefix of the namespace.
    public func keys(
        matching pattern: GlobPattern,
        after cursor: ScanCursor?,
        limit: Int
    ) async throws(CacheError) -> ScanPage {
        let page = try await base.keys(matching: mapped(pattern), after: cursor, limit: limit)
        return ScanPage(keys: page.keys.map { CacheKey(withoutPrefix($0.rawValue)) }, next: page.next)
    }

    /// Removes from the base behind the prefix of the namespace.
    @discardableResult
    public func removeAll(matching pattern: GlobPattern) async throws(CacheError) -> Int {
        try await base.removeAll(matching: mapped(pattern))
    }

    private func mapped(_ pattern: GlobPattern) -> GlobPattern {
        GlobPattern(GlobPattern.escaping(prefix) + pattern.text)
    }
}

extension NamespacedCache: AtomicCache where Base: AtomicCache {}
extension NamespacedCache: ExpiringCache where Base: ExpiringCache {}
extension NamespacedCache: TaggingCache where Base: TaggingCache {}
extension NamespacedCache: LeasingCache where Base: LeasingCache {}

extension NamespacedCache: IdentifiedCache {
    package var identity: CacheIdentity? { CacheIdentity.of(base)?.part(prefix) }
}

extension ScannableCache {
    /// A part of this cache whose keys, tags and `clear` are its own.
    ///
    /// - Parameter namespace: The name of the part. Its keys are stored as `<namespace>:<key>`. An empty name is a part like any
    ///   other.
    public func namespaced(_ namespace: String) -> NamespacedCache<Self> {
        NamespacedCache(base: self, namespace: namespace)
    }
}
