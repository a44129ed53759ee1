/// Who made it.
struct Credits: SourceAnswer {
    static let source = Source.credits

    struct Person: Codable, Equatable, Sendable {
        let name: String
        let role: String
    }

    let people: [Person]
}
