/// One law that every cache keeps, as a value that a test runs.
///
/// Three lines put a backend of your own before all of them, with any test runner; with Swift Testing:
///
/// ```swift
/// @Test(arguments: CacheLaw.all) func keepsTheLaw(_ law: CacheLaw) async throws {
///     try await law.verify { MyCache() }
/// }
/// ```
///
/// A broken law throws a ``LawViolation``, which says what was found, what was expected, and why that matters. A law that
/// requires what the cache does not offer is not judged, and `verify` returns
/// ``Verdict/notApplicable(missing:)``; `CacheUnderTest.offers` says beforehand which laws that will be.
public struct CacheLaw: Sendable {
    /// The number of the law in the design of Strata; several cases share one.
    public let number: Int

    /// What holds, in a few words. Unique among all laws.
    public let name: String

    /// Why it must hold, for whoever sees it broken.
    public let explanation: String

    /// What a cache must offer for the law to apply.
    public let requirements: Requirements

    let body: @Sendable (LawTrial) async throws -> Void

    init(
        _ number: Int,
        _ name: String,
        because explanation: String,
        requires requirements: Requirements = .storage,
        body: @escaping @Sendable (LawTrial) async throws -> Void
    ) {
        self.number = number
        self.name = name
        self.explanation = explanation
        self.requirements = requirements
        self.body = body
    }
}

extension CacheLaw: Identifiable {
    /// The name of the law.
    public var id: String { name }
}

extension CacheLaw: CustomStringConvertible {
    /// The number and the name of the law.
    public var description: String { "law \(number): \(name)" }
}
