import StrataCore

/// Tags as statements take them, in the order of their digests.
struct TagNames: Sendable {
    private let tags: [(key: KeyDigest, tag: CacheTag)]

    init(_ tags: Set<CacheTag>) throws(CacheError) {
        for tag in tags { try tag.validate() }
        self.tags = tags.map { (KeyDigest(of: $0.name.utf8), $0) }.sorted { $0.0 < $1.0 }
    }

    /// The digests.
    var keys: [KeyDigest] { tags.map(\.key) }

    /// Gives every tag that is not known a version at random, so that no version that an entry may carry from an earlier life
    /// of the tag comes back.
    var beginning: Statement {
        Statement(
            .beginTags,
            [
                .digests(keys), .texts(tags.map { PlainText.escape($0.tag.name) }),
                .integers(tags.map { _ in Int64.random(in: .min ... .max) }),
            ]
        )
    }

    /// The versions that the server told.
    func versions(from result: ResultTable?) -> [CacheTag: UInt64] {
        let rows = result?.rowsByKey() ?? [:]
        var versions: [CacheTag: UInt64] = [:]
        for (key, tag) in tags {
            if let version = rows[key]?.integer(1) { versions[tag] = UInt64(bitPattern: version) }
        }
        return versions
    }
}
