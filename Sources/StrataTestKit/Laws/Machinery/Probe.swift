import StrataCore

/// One operation of the cache on trial, for the laws that hold for all of them.
struct Probe: Sendable {
    let name: String
    private let body: @Sendable (CacheKey, Expiration) async throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (CacheKey, Expiration) async throws -> Void) {
        self.name = name
        self.body = body
    }

    /// Runs the operation; one that takes no expiration leaves it out.
    func run(_ key: CacheKey, expires: Expiration = .seconds(60)) async throws {
        try await body(key, expires)
    }
}
