import StrataCore

extension Lease {
    /// The value of a hit.
    var value: Value? {
        if case .hit(let entry) = self { entry.value } else { nil }
    }

    /// Whether somebody else computes, and there is a time to wait.
    var isBusy: Bool {
        if case .busy(let retryAfter) = self { retryAfter > .zero } else { false }
    }
}

extension LeasingCache {
    /// The token of a lease that must be granted.
    func grantedToken(_ key: CacheKey, for duration: Duration = .seconds(60)) async throws -> LeaseToken {
        let lease = try await lease(key, for: duration, as: Int.self)
        guard let token = lease.grantedToken else {
            throw Breach(reason: "a lease is \(shown(lease)), and should be granted")
        }
        return token
    }

    /// A fill without expiration and, unless given, metadata.
    func fill(
        _ key: CacheKey,
        with value: some CacheValue,
        metadata: EntryMetadata = EntryMetadata(),
        under token: LeaseToken
    ) async throws -> Bool {
        try await fill(key, with: value, metadata: metadata, expires: .never, token: token)
    }
}
