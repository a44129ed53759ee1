import Foundation

/// A work to enrich.
struct Title: Codable, Hashable, Sendable {
    let name: String
    let year: Int
    let creator: String
    let kind: String

    /// The works that come with this example.
    static func all() throws -> [Title] {
        let file = Bundle.module.bundleURL.appending(path: "titles.json")
        return try JSONDecoder().decode([Title].self, from: Data(contentsOf: file))
    }
}
