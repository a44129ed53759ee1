import Foundation
import Strata

/// A title with everything that the sources know about it.
struct Enrichment: Codable, Equatable, Sendable {
    let title: Title
    let catalogue: CatalogueEntry
    let ratings: Ratings
    let credits: Credits
    let covers: Covers
    let offers: Offers
    let reviews: Reviews
    let trivia: Trivia
}

extension [Enrichment] {
    /// Equal for equal enrichments in the same order.
    func digest() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return SHA256Digest(of: try encoder.encode(self)).hexadecimal
    }
}
