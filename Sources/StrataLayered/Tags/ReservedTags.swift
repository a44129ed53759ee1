import StrataCore

/// Tags of the cache's own.
enum ReservedTags {
    /// What the names of all of them begin with.
    private static let prefix = "\u{1}strata:"

    /// The tag of everything: `clear` advances it.
    static let everything = CacheTag(prefix + "everything")

    /// Advanced before every other tag, so that a load that finds out its tags late can tell whether any was advanced meanwhile.
    static let any = CacheTag(prefix + "any")

    /// Refuses tags of a user's that are empty or the cache's own.
    static func refuse(_ tags: some Sequence<CacheTag>) throws(CacheError) {
        for tag in tags {
            try tag.validate()
            guard !tag.name.utf8.starts(with: prefix.utf8) else {
                throw CacheError(.invalidKey, message: "the tag is reserved")
            }
        }
    }
}
