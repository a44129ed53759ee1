import StrataCore

/// Tags with versions, as a row has them.
struct TagStamp: Sendable {
    /// The digests of the tags, and at the same places their versions.
    let keys: [KeyDigest]
    let versions: [Int64]

    init(_ tags: [CacheTag: UInt64]) throws(CacheError) {
        for tag in tags.keys { try tag.validate() }
        let pairs = tags.map { (KeyDigest(of: $0.key.name.utf8), Int64(bitPattern: $0.value)) }.sorted { $0.0 < $1.0 }
        keys = pairs.map(\.0)
        versions = pairs.map(\.1)
    }

    /// Whether there are none.
    var isEmpty: Bool { keys.isEmpty }
}
