import Foundation

/// What a source answers about a title.
protocol SourceAnswer: Codable, Equatable, Sendable {
    static var source: Source { get }

    /// Reads the body of a response: JSON, unless a type says otherwise.
    init(parsing body: Data) throws
}

extension SourceAnswer {
    init(parsing body: Data) throws {
        self = try JSONDecoder().decode(Self.self, from: body)
    }
}
