import StrataCore

/// The connection broke before the reply came. Whether the command took place is not known.
struct ConnectionLost: Error {
    static let asCacheError = CacheError(
        .unavailable,
        backend: "redis",
        message: "the connection to the server was lost",
        underlying: ConnectionLost()
    )
}
