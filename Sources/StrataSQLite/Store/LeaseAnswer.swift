import StrataCore

/// What a request for a lease comes to.
enum LeaseAnswer: Sendable {
    /// There is an entry.
    case entry(Entry)
    /// The lease is granted under this token.
    case granted([UInt8])
    /// Another has it, for so many milliseconds at most.
    case busy(Int64)

    /// The token of a granted lease.
    var token: LeaseToken? {
        if case .granted(let token) = self { LeaseToken(CacheToken(token)) } else { nil }
    }
}
