import StrataCore

/// Tags of the cache's own.
enum ReservedTags {
    /// The tag of everything: `clear` advances it.
    static let everything: CacheTag = "\u{1}strata:everything"

    /// Advanced before every other tag, so that a load that finds out its tags late can tell whether any was advanced meanwhile.
    static let any: CacheTag = "\u{1}strata:any"
}
