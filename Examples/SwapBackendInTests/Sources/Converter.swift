public import Strata

/// Converts money. The application hands it a cache on a server; a test hands it one in memory, or none at all.
public struct Converter: Sendable {
    private let rate: CachedFunction<Double, String, String>

    /// Creates a converter that keeps rates for ten minutes.
    public init(provider: any RateProvider, cache: any AsyncCache) {
        rate = cached("rate", expires: .minutes(10), in: cache) { (base: String, currency: String) in
            try await provider.rate(from: base, to: currency)
        }
    }

    /// What `amount` of `base` is in `currency`.
    public func convert(_ amount: Double, from base: String, to currency: String) async throws -> Double {
        amount * (try await rate(base, currency))
    }

    /// Asks the provider again for this pair at the next conversion.
    public func forgetRate(from base: String, to currency: String) async throws {
        try await rate.invalidate(base, currency)
    }
}
