/// Where rates come from: a slow service in production, a table in tests.
public protocol RateProvider: Sendable {
    /// What one unit of `base` costs in `currency`.
    func rate(from base: String, to currency: String) async throws -> Double
}
