#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

import StrataCore

/// What is in the fixtures. Never change a value: it is in files already.
enum Sample {
    struct Work: Codable, Equatable, Sendable {
        var author: Author
        var available: Bool
        var cover: Data
        var id: Int64
        var rating: Double
        var released: Date
        var subjects: [String]
        var title: String

        struct Author: Codable, Equatable, Sendable {
            var born: Int
            var name: String
        }
    }

    static let work = Work(
        author: Work.Author(born: 1759, name: "Mary Wollstonecraft"),
        available: true,
        cover: Data([0, 0xC1, 255]),
        id: .min,
        rating: 0.1,
        released: Date(timeIntervalSinceReferenceDate: -6_598_368_000.5),
        subjects: ["éducation", "\u{0}", ""],
        title: #"A "Vindication" / \ of the Rights of Woman"#
    )

    static let bytes: [UInt8] = [0, 1, 2, 0xC1, 255]

    static let markedBytes: [UInt8] = [0xC1, 3, 1, 0, 0, 0, 9]

    static let text = String(repeating: "What was costly to make is kept. ", count: 64)

    static let metadata = EntryMetadata(
        grace: 60_000,
        loadedAt: 1_700_000_000_000,
        loadCost: 12,
        validator: #"W/"5""#,
        tagVersions: ["work:7": .max, "café": 1]
    )
}
