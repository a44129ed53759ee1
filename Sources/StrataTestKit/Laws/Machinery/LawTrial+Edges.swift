import StrataCore

extension LawTrial {
    /// Checks one millisecond before an expiration ends, where the entry must be there, and at its end, where it must not.
    ///
    /// - Parameter lifetime: The expiration, counted from now, in milliseconds.
    func aroundTheEnd(of lifetime: Int = 50, _ check: (_ isPresent: Bool) async throws -> Void) async throws {
        try await advance(.milliseconds(lifetime - 1))
        try await check(true)
        try await advance(.milliseconds(1))
        try await check(false)
    }

    /// Breaks the law unless `key` holds exactly `value`.
    func expect<Value: CacheValue & Equatable>(
        _ key: CacheKey,
        holds value: Value?,
        _ when: @autoclosure () -> String
    ) async throws {
        try StrataTestKit.expect(
            await cache.get(key, as: Value.self),
            is: value,
            "get \(when())"
        )
    }
}
