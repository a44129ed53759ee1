internal import StrataCore

/// Some live keys of one stripe.
struct KeyBatch: Sendable {
    /// The keys.
    var keys: [CacheKey] = []
    /// Where to go on in the same stripe; nil at its end.
    var next: ScanPosition?
}
