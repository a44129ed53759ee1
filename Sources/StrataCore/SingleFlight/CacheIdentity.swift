/// What makes two values the same cache, so that loads of one key in it can be run once.
package struct CacheIdentity: Hashable, Sendable {
    private let object: ObjectIdentifier
    private let path: [String]

    /// The identity of an object that owns a cache, or stands for one.
    package init(of object: AnyObject) {
        self.object = ObjectIdentifier(object)
        path = []
    }

    private init(object: ObjectIdentifier, path: [String]) {
        self.object = object
        self.path = path
    }

    /// The identity of `cache`: that of the object, or of the object that a wrapper stands before; nil for a value that does not
    /// say which object it belongs to.
    package static func of(_ cache: any AsyncCache) -> CacheIdentity? {
        if let wrapper = cache as? any IdentifiedCache { return wrapper.identity }
        guard type(of: cache) is AnyClass else { return nil }
        return CacheIdentity(of: cache as AnyObject)
    }

    /// The identity of a part of this cache, such as a namespace.
    package func part(_ name: String) -> CacheIdentity {
        CacheIdentity(object: object, path: path + [name])
    }
}

/// A wrapper that is a value and knows whose entries it shows.
package protocol IdentifiedCache: AsyncCache {
    /// The identity of what is behind it; nil when that has none.
    var identity: CacheIdentity? { get }
}
