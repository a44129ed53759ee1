/// A cache that stores under transformed keys, such as the hashes of long ones.
///
/// Made by ``AsyncCache/transformingKeys(_:)``. It stands for its base: clearing and closing it clears and closes the base. It
/// cannot be scanned, because a hash does not tell its key.
public struct TransformingKeysCache<Base: AsyncCache>: KeyMappingCache {
    /// The cache that stores.
    public let base: Base

    private let transformation: KeyTransformation

    init(base: Base, transformation: KeyTransformation) {
        self.base = base
        self.transformation = transformation
    }

    /// The transformed key.
    public func mapped(_ key: CacheKey) throws(CacheError) -> CacheKey {
        try key.validate()
        return try transformation(key)
    }
}

extension TransformingKeysCache: AtomicCache where Base: AtomicCache {}
extension TransformingKeysCache: ExpiringCache where Base: ExpiringCache {}
extension TransformingKeysCache: TaggingCache where Base: TaggingCache {}
extension TransformingKeysCache: LeasingCache where Base: LeasingCache {}
extension TransformingKeysCache: ManagedCache where Base: ManagedCache {}

extension TransformingKeysCache: IdentifiedCache {
    package var identity: CacheIdentity? { CacheIdentity.of(base)?.part("transformed") }
}

extension AsyncCache {
    /// This cache under transformed keys.
    ///
    /// - Parameter transformation: How keys are transformed. By default keys of more than 200 bytes are replaced by their
    ///   SHA-256 behind a readable beginning.
    public func transformingKeys(
        _ transformation: KeyTransformation = .hashingLongKeys()
    ) -> TransformingKeysCache<Self> {
        TransformingKeysCache(base: self, transformation: transformation)
    }
}
