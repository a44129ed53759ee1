import Foundation

/// The facts on a page that was crawled.
struct Trivia: SourceAnswer {
    static let source = Source.trivia

    let facts: [String]

    init(parsing body: Data) throws {
        facts = String(decoding: body, as: UTF8.self).matches(of: /<li>([^<]*)<\/li>/).map { String($0.1) }
        guard !facts.isEmpty else { throw PipelineError("the page of trivia has another form than expected") }
    }
}
