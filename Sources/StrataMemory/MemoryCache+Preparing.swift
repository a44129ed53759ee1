internal import StrataCore

extension MemoryCache {
    /// Calls `body` with the stripe of a key and the key made ready to be found.
    @inline(__always)
    nonisolated func withStripe<Outcome>(
        of key: CacheKey,
        _ body: (Stripe, KeyProbe) throws(CacheError) -> Outcome
    ) throws(CacheError) -> Outcome {
        try key.validate()
        do {
            return try unsafe key.withUTF8 { bytes in
                let probe = unsafe hasher.probe(bytes)
                return try body(stripes[stripeNumber(of: probe.hash)], probe)
            }
        } catch {
            throw error as? CacheError ?? CacheError(.backendFailure, backend: "memory", underlying: error)
        }
    }

    /// The upper half of the hash chooses the stripe, the lower half the place in it.
    nonisolated func stripeNumber(of hash: UInt64) -> Int {
        Int(truncatingIfNeeded: hash >> 32) & (stripes.count - 1)
    }

    /// Checks, encodes and weighs a value for the table.
    nonisolated func prepared<Value: CacheValue>(
        _ value: Value,
        under key: CacheKey,
        expires: Expiration,
        metadata: EntryMetadata? = nil
    ) throws(CacheError) -> PreparedEntry {
        try key.validate()
        try refuseNil(value)
        let timeToLive = try milliseconds(expires)
        let content = try stored(value)
        let weight = try weight(of: value, held: content, under: key)
        let annotated = AnnotatedValue.wrapping(content, metadata: metadata)
        return PreparedEntry(value: annotated, weight: weight, timeToLive: timeToLive)
    }

    /// The time to live in milliseconds; nil for ever. The default is worked out once.
    @inline(__always)
    nonisolated func milliseconds(_ expires: Expiration) throws(CacheError) -> Int64? {
        if let defaultMilliseconds, expires == defaultExpiration { return defaultMilliseconds }
        return try expires.milliseconds()
    }

    /// The value as a slot holds it: as it is but for optionals, which are unwrapped, or encoded.
    nonisolated func stored<Value: CacheValue>(_ value: Value) throws(CacheError) -> any Sendable {
        switch storage {
        case .values:
            guard _isOptional(Value.self), let inner = (value as? any Unwrappable)?.innermost else { return value }
            // What a Sendable optional wraps is Sendable; the protocol has no run-time form that a cast could look for.
            return unsafe unsafeBitCast(inner as Any, to: (any Sendable).self)
        case .encoded(let codec):
            do throws(CacheError) { return StoredBytes(bytes: try codec.encode(value)) } catch {
                throw error.named("memory")
            }
        }
    }

    private nonisolated func weight<Value: CacheValue>(
        of value: Value,
        held: any Sendable,
        under key: CacheKey
    ) throws(CacheError) -> Int {
        guard let weigher, let limit = stripes[0].maximumWeight else { return 0 }
        let stored = held as? StoredBytes
        let weight = stored.map { weigher.weight(of: value, stored: $0, under: key) }
        let final = weight ?? weigher.weight(of: value, under: key)
        guard final <= limit else { throw CacheError(.valueTooLarge, backend: "memory") }
        return final
    }
}

/// Optionals, at any depth.
private protocol Unwrappable {
    var innermost: Any? { get }
}

extension Optional: Unwrappable {
    fileprivate var innermost: Any? {
        switch self {
        case .none: nil
        case .some(let value): (value as? any Unwrappable)?.innermost ?? value
        }
    }
}
