/// Where it can be had. No offer is an answer too, and one worth caching: an empty list, not nil.
struct Offers: SourceAnswer {
    static let source = Source.offers

    struct Offer: Codable, Equatable, Sendable {
        let shop: String
        let cents: Int
        let currency: String
    }

    let offers: [Offer]
}
