public import StrataCore

extension MemoryCache {
    /// About the bytes of a key and its value, by which a cache with a maximum weight weighs unless told otherwise.
    ///
    /// Texts and arrays count with their elements, everything else with the size of its type: what it refers to is not
    /// followed. Give the cache a weigher of your own where that is too little. O(1).
    public static func estimatedBytes(of value: some CacheValue, under key: CacheKey) -> Int {
        let referred: Int
        switch value {
        case let text as String: referred = text.utf8.count
        case let list as any SizedCollection: referred = list.bytesOfElements
        default: referred = 0
        }
        return key.rawValue.utf8.count + MemoryLayout.size(ofValue: value) + referred
    }
}

/// What is weighed with its elements.
private protocol SizedCollection {
    var bytesOfElements: Int { get }
}

extension Array: SizedCollection {
    fileprivate var bytesOfElements: Int { count * MemoryLayout<Element>.stride }
}
