import Strata
import StrataTestKit
import SwapBackendInTests
import Testing

/// The application's own tests, with another cache than in production.
struct ConverterTests {
    private let provider = CountingProvider()

    @Test func memoryStandsInForAServer() async throws {
        let converter = Converter(provider: provider, cache: MemoryCache())
        #expect(try await converter.convert(2, from: "EUR", to: "JPY") == 320)
        #expect(try await converter.convert(3, from: "EUR", to: "JPY") == 480)
        #expect(provider.calls == 1)
    }

    @Test func withoutACacheEveryCallAsksTheProvider() async throws {
        let converter = Converter(provider: provider, cache: NoCache())
        for _ in 1...3 { _ = try await converter.convert(1, from: "EUR", to: "JPY") }
        #expect(provider.calls == 3)
    }

    @Test func aForgottenRateIsAskedForAgain() async throws {
        let converter = Converter(provider: provider, cache: MemoryCache())
        _ = try await converter.convert(1, from: "EUR", to: "JPY")
        try await converter.forgetRate(from: "EUR", to: "JPY")
        _ = try await converter.convert(1, from: "EUR", to: "JPY")
        #expect(provider.calls == 2)
    }

    /// A cache of the task comes before the one that the function was declared with: no parameter, no global.
    @Test func theCacheOfATaskIsSwappedFromOutside() async throws {
        let converter = Converter(provider: provider, cache: NoCache())
        try await withResultCache(MemoryCache()) {
            for _ in 1...3 { _ = try await converter.convert(1, from: "EUR", to: "JPY") }
        }
        #expect(provider.calls == 1)
    }
}
