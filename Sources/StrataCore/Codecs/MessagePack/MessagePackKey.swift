/// A key that the codec makes itself.
enum MessagePackKey: CodingKey {
    /// A place in an array.
    case index(Int)
    /// What the part of a superclass is stored under.
    case `super`

    var stringValue: String {
        switch self {
        case .index(let index): "\(index)"
        case .super: "super"
        }
    }

    var intValue: Int? {
        switch self {
        case .index(let index): index
        case .super: nil
        }
    }

    init?(stringValue: String) { nil }

    init?(intValue: Int) { nil }
}
