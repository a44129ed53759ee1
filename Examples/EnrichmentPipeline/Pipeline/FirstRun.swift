import Strata

/// What the first run on a cache leaves behind for later ones to compare with.
struct FirstRun: Codable, Sendable {
    /// How long the work took, in seconds.
    let seconds: Double
    /// The digest of all enrichments.
    let digest: String

    /// The key depends on how many titles there were, so that runs of different size are not compared.
    static func key(titles: Int) -> CacheKey {
        CacheKey("enrichment", "first-run", .integer(titles))
    }
}
