public import StrataCore

extension CacheLaw {
    /// What came of a law.
    public enum Verdict: Hashable, Sendable {
        /// The cache kept the law.
        case kept
        /// The law was not judged, for the cache does not offer all that it requires.
        case notApplicable(missing: Requirements)
    }

    /// Judges a cache, whose time stands still and which has no siblings.
    ///
    /// - Parameter makeCache: Makes an empty cache. Called once.
    /// - Returns: Whether the law applied.
    /// - Throws: ``LawViolation`` when the law is broken; what `makeCache` throws.
    @discardableResult
    public func verify(_ makeCache: () async throws -> any AsyncCache) async throws -> Verdict {
        try await verify { CacheUnderTest(try await makeCache()) }
    }

    /// Judges a cache with all that belongs to it.
    ///
    /// - Parameter makeSubject: Makes a subject whose cache is empty. Called once.
    /// - Returns: Whether the law applied.
    /// - Throws: ``LawViolation`` when the law is broken; what `makeSubject` and the subject's `tearDown` throw.
    @discardableResult
    public func verify(_ makeSubject: () async throws -> CacheUnderTest) async throws -> Verdict {
        let subject = try await makeSubject()
        let missing = requirements.subtracting(subject.offers)
        let outcome = await judge(LawTrial(subject), applies: missing.isEmpty)
        try await subject.tearDown()
        if let violation = outcome { throw violation }
        return missing.isEmpty ? .kept : .notApplicable(missing: missing)
    }

    /// Runs the law if it applies, and closes the caches in any case.
    private func judge(_ trial: LawTrial, applies: Bool) async -> LawViolation? {
        var violation: LawViolation?
        do {
            if applies { try await body(trial) }
        } catch {
            violation = LawViolation(of: self, error)
        }
        do {
            try await trial.closeAll()
        } catch {
            violation = violation ?? LawViolation(of: self, error)
        }
        return violation
    }
}
