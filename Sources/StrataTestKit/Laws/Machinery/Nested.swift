/// A number inside of as many arrays as one likes.
indirect enum Nested: Codable, Hashable, Sendable {
    case number(Int)
    case inside(Nested)

    init(depth: Int) {
        self = .number(depth)
        for _ in 0..<depth { self = .inside(self) }
    }

    init(from decoder: any Decoder) throws {
        if var container = try? decoder.unkeyedContainer() {
            self = .inside(try container.decode(Nested.self))
        } else {
            self = .number(try decoder.singleValueContainer().decode(Int.self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .number(let number):
            var container = encoder.singleValueContainer()
            try container.encode(number)
        case .inside(let nested):
            var container = encoder.unkeyedContainer()
            try container.encode(nested)
        }
    }
}
