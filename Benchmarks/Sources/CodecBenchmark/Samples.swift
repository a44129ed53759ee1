#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A work of a library, as an enrichment service keeps it.
struct Work: Codable, Equatable, Sendable {
    var identifier: UUID
    var title: String
    var authors: [Author]
    var published: Date
    var pages: Int
    var rating: Double?
    var subjects: [String]
    var isAvailable: Bool
    var cover: Data
    var edition: Edition

    struct Author: Codable, Equatable, Sendable {
        var name: String
        var born: Int
        var died: Int?
    }

    enum Edition: Codable, Equatable, Sendable {
        case print(isbn: String)
        case digital(bytes: Int)
    }

    static func sample(_ number: Int) -> Work {
        Work(
            identifier: UUID(),
            title: "The Collected Letters, volume \(number)",
            authors: [
                Author(name: "Mary Wollstonecraft", born: 1759, died: 1797),
                Author(name: "William Godwin", born: 1756, died: nil),
            ],
            published: Date(timeIntervalSince1970: 1_700_000_000.123 + Double(number) / 7),
            pages: 300 + number,
            rating: Double(number % 50) / 10,
            subjects: ["letters", "philosophy", "eighteenth century", "rights of women"],
            isAvailable: number.isMultiple(of: 2),
            cover: Data((0..<96).map { UInt8(truncatingIfNeeded: $0 &* number) }),
            edition: number.isMultiple(of: 2) ? .print(isbn: "978-0-14-043321-0") : .digital(bytes: number * 1000)
        )
    }
}

/// A flat row of numbers and short texts.
struct Row: Codable, Equatable, Sendable {
    var id: Int64
    var user: String
    var email: String
    var amount: Double
    var currency: String
    var quantity: Int
    var createdAt: Date
    var paid: Bool

    static func sample(_ number: Int) -> Row {
        Row(
            id: Int64(number) * 1_000_003,
            user: "user\(number)",
            email: "user\(number)@example.com",
            amount: Double(number) * 1.1,
            currency: "EUR",
            quantity: number % 9,
            createdAt: Date(timeIntervalSince1970: 1_700_000_000 + Double(number) * 0.001),
            paid: number.isMultiple(of: 3)
        )
    }
}
