import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Asks the sources, with no more requests at once than each of them allows.
struct OriginClient: Sendable {
    private let address: URL
    private let session: URLSession
    private let turnstiles: [Source: Turnstile]

    init(address: URL) {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.urlCache = nil
        configuration.httpMaximumConnectionsPerHost = Source.allCases.map(\.places).reduce(0, +)
        self.address = address
        session = URLSession(configuration: configuration)
        turnstiles = Dictionary(uniqueKeysWithValues: Source.allCases.map { ($0, Turnstile(places: $0.places)) })
    }

    /// A fresh answer about the work called `name` of `year`.
    func fetch<Answer: SourceAnswer>(_ type: Answer.Type, name: String, year: Int) async throws -> Answer {
        guard let turnstile = turnstiles[type.source] else { throw PipelineError("no way to \(type.source)") }
        let url = address.appending(path: type.source.rawValue).appending(queryItems: [
            URLQueryItem(name: "name", value: name),
            URLQueryItem(name: "year", value: String(year)),
        ])
        let body = try await turnstile.pass { try await load(url) }
        return try Answer(parsing: body)
    }

    /// How often the server was asked since it started, as the server itself counts.
    func calls() async throws -> [Source: Int] {
        let counts = try JSONDecoder().decode(
            [String: Int].self,
            from: try await load(address.appending(path: "calls"))
        )
        return Dictionary(uniqueKeysWithValues: Source.allCases.map { ($0, counts[$0.rawValue] ?? 0) })
    }

    private func load(_ url: URL) async throws -> Data {
        let (body, response) = try await session.data(from: url)
        guard let status = (response as? HTTPURLResponse)?.statusCode, status == 200 else {
            throw PipelineError("\(url.path()) did not answer 200")
        }
        return body
    }
}
