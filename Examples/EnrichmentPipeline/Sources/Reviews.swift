import Foundation

/// The reviews on a page that was crawled.
struct Reviews: SourceAnswer {
    static let source = Source.reviews

    struct Review: Codable, Equatable, Sendable {
        let author: String
        let stars: Int
        let text: String
    }

    let reviews: [Review]

    init(parsing body: Data) throws {
        let article = /<article class="review" data-stars="(\d)"><h2>([^<]*)<\/h2><p>([^<]*)<\/p><\/article>/
        reviews = String(decoding: body, as: UTF8.self).matches(of: article).map { match in
            Review(author: String(match.2), stars: Int(match.1) ?? 0, text: String(match.3))
        }
        guard !reviews.isEmpty else { throw PipelineError("the page of reviews has another form than expected") }
    }
}
