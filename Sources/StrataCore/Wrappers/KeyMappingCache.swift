/// A wrapper that gives another name to every key and tag, and passes everything else on to its base.
///
/// A wrapper of your own has a ``base`` and a ``mapped(_:)-(CacheKey)``; all operations come from extensions, and the
/// capabilities by declaring them: `extension MyWrapper: AtomicCache where Base: AtomicCache {}`. Different keys should have
/// different names.
public protocol KeyMappingCache: AsyncCache {
    /// The cache that is wrapped.
    associatedtype Base: AsyncCache

    /// The cache that is wrapped.
    var base: Base { get }

    /// The name of `key` in the base.
    ///
    /// - Throws: ``CacheError/Code/invalidKey`` when the key is empty, or not fit for this wrapper.
    func mapped(_ key: CacheKey) throws(CacheError) -> CacheKey

    /// The name of `tag` in the base. The tag itself, unless the wrapper says otherwise.
    func mapped(_ tag: CacheTag) -> CacheTag

    /// The tag that has the name `tag` in the base.
    func unmapped(_ tag: CacheTag) -> CacheTag
}

extension KeyMappingCache {
    /// The base's.
    public var defaultExpiration: Expiration { base.defaultExpiration }

    /// The tag itself.
    public func mapped(_ tag: CacheTag) -> CacheTag { tag }

    /// The tag itself.
    public func unmapped(_ tag: CacheTag) -> CacheTag { tag }

    /// Reads from the base.
    public func get<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) async throws(CacheError) -> Value? {
        try await base.get(try mapped(key), as: type)
    }

    /// Writes to the base.
    public func set<Value: CacheValue>(
        _ key: CacheKey,
        to value: Value,
        expires: Expiration
    ) async throws(CacheError) {
        try await base.set(try mapped(key), to: value, expires: expires)
    }

    /// Removes from the base.
    public func remove(_ key: CacheKey) async throws(CacheError) {
        try await base.remove(try mapped(key))
    }

    /// Asks the base.
    public func exists(_ key: CacheKey) async throws(CacheError) -> Bool {
        try await base.exists(try mapped(key))
    }

    /// Clears the base.
    public func clear() async throws(CacheError) {
        try await base.clear()
    }

    /// Reads from the base in as many trips as the base takes.
    public func getMany<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Value] {
        let names = try KeyNames(keys, in: self)
        return names.restored(try await base.getMany(names.mapped, as: type))
    }

    /// Writes to the base in as many trips as the base takes.
    public func setMany<Value: CacheValue>(_ entries: [CacheEntry<Value>]) async throws(CacheError) {
        var mapped = entries
        for index in mapped.indices { mapped[index].key = try self.mapped(mapped[index].key) }
        try await base.setMany(mapped)
    }

    /// Removes from the base in as many trips as the base takes.
    public func removeMany(_ keys: [CacheKey]) async throws(CacheError) {
        try await base.removeMany(try KeyNames(keys, in: self).mapped)
    }
}
