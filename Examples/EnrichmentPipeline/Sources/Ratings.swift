/// How readers and viewers voted, from one star to five.
struct Ratings: SourceAnswer {
    static let source = Source.ratings

    let mean: Double
    let votes: [Int]
}
