/// What went wrong in a cache.
///
/// Every operation of a cache throws this one type. A missing key is never an error, and neither is removing a
/// key that is not there.
///
/// The description is safe to log: it names the code, the backend, the operation and the kind of the underlying error, and
/// never a key, a value or a password. The underlying error itself may say more; log it with care.
public struct CacheError: Error, Sendable {
    /// The kind of failure. Compare with the static members; more may be added.
    public let code: Code

    /// The name of the backend or wrapper that failed, such as `"memory"` or `"sqlite"`; nil when no single one did.
    public let backend: String?

    /// A sentence for people, without any key, value or password; nil when the code says it all.
    public let message: String?

    /// The error that the backend met, when there was one. Its own description may hold private data.
    public let underlying: (any Error)?

    /// Creates an error.
    ///
    /// - Parameters:
    ///   - code: The kind of failure.
    ///   - backend: The name of the backend; nil when no single one failed.
    ///   - message: A sentence for people. It must not contain a key, a value or a password.
    ///   - underlying: The error that the backend met.
    public init(_ code: Code, backend: String? = nil, message: String? = nil, underlying: (any Error)? = nil) {
        self.code = code
        self.backend = backend
        self.message = message
        self.underlying = underlying
    }

    /// The same error, naming `backend` where none was named.
    package func named(_ backend: String) -> CacheError {
        guard self.backend == nil else { return self }
        return CacheError(code, backend: backend, message: message, underlying: underlying)
    }
}

extension CacheError: CustomStringConvertible {
    /// A redacted description: code, backend, message, and the type of the underlying error.
    public var description: String {
        var text = "CacheError(\(code.rawValue)"
        if let backend { text += ", backend: \(backend)" }
        if let message { text += ", \(message)" }
        if let underlying { text += ", underlying: \(type(of: underlying))" }
        return text + ")"
    }
}

extension CacheError: CustomDebugStringConvertible {
    /// The same as ``description``, so that no debugger or string interpolation prints more.
    public var debugDescription: String { description }
}

extension CacheError: CustomReflectable {
    /// A mirror without children, so that `dump` prints no more than ``description``.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
