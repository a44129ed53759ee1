/// Stands for a value of any type where only its metadata is wanted.
struct IgnoredValue: Codable, Sendable {
    init(from decoder: any Decoder) {}

    func encode(to encoder: any Encoder) {}
}
