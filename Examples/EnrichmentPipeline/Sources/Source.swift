/// Where an answer comes from: five services that speak JSON, and two sites that are crawled.
enum Source: String, CaseIterable, Codable, Sendable {
    case catalogue, ratings, credits, covers, offers, reviews, trivia

    /// How many requests may be under way at this source at once. A crawler is polite.
    var places: Int {
        switch self {
        case .catalogue, .ratings, .credits, .covers, .offers: 8
        case .reviews, .trivia: 2
        }
    }
}
