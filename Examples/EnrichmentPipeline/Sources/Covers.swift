/// The cover in several sizes.
struct Covers: SourceAnswer {
    static let source = Source.covers

    struct Image: Codable, Equatable, Sendable {
        let url: String
        let width: Int
        let height: Int
    }

    let images: [Image]
    let colour: String
}
