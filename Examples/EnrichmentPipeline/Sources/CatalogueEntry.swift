/// What the catalogue knows.
struct CatalogueEntry: SourceAnswer {
    static let source = Source.catalogue

    let identifier: String
    let genres: [String]
    let languages: [String]
    let synopsis: String
}
