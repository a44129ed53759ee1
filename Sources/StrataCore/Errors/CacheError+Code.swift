extension CacheError {
    /// The kind of a failure.
    ///
    /// An extensible set: switch over it with a `default`.
    public struct Code: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
        /// The stable name of the code, fit for logs and metric labels.
        public let rawValue: String

        /// Creates a code; a backend of your own may add to the set.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The stable name of the code.
        public var description: String { rawValue }

        /// The task was cancelled. The operation may or may not have taken place.
        public static let cancelled = Code(rawValue: "cancelled")

        /// The operation did not finish within its deadline. It may or may not have taken place.
        public static let deadlineExceeded = Code(rawValue: "deadlineExceeded")

        /// The backend cannot be reached, or cannot serve at the moment.
        public static let unavailable = Code(rawValue: "unavailable")

        /// Another process held the storage for longer than the operation may wait.
        public static let busy = Code(rawValue: "busy")

        /// Too many operations wait already; this one was not begun.
        public static let overloaded = Code(rawValue: "overloaded")

        /// The cache was closed.
        public static let closed = Code(rawValue: "closed")

        /// The stored value cannot be decoded as the type asked for.
        public static let decodingFailed = Code(rawValue: "decodingFailed")

        /// The value cannot be encoded by the codec.
        public static let encodingFailed = Code(rawValue: "encodingFailed")

        /// The value is an empty optional, which is never stored.
        public static let nilValue = Code(rawValue: "nilValue")

        /// The key is empty, or not fit for this backend.
        public static let invalidKey = Code(rawValue: "invalidKey")

        /// The expiration is zero or negative.
        public static let invalidExpiration = Code(rawValue: "invalidExpiration")

        /// An argument is out of its range.
        public static let invalidArgument = Code(rawValue: "invalidArgument")

        /// A configuration value is missing or wrong.
        public static let invalidConfiguration = Code(rawValue: "invalidConfiguration")

        /// The stored value is not of the kind that the operation needs, such as a counter that is no number.
        public static let typeMismatch = Code(rawValue: "typeMismatch")

        /// The result of an increment does not fit into 64 bits; the counter is unchanged.
        public static let outOfRange = Code(rawValue: "outOfRange")

        /// Somebody else held the lock for as long as the caller would wait.
        public static let lockHeld = Code(rawValue: "lockHeld")

        /// The lock was lost before it was released: its lease ended or its entry is gone. Somebody else may hold it.
        public static let lockLost = Code(rawValue: "lockLost")

        /// The value is larger than the backend takes.
        public static let valueTooLarge = Code(rawValue: "valueTooLarge")

        /// The storage has no room left.
        public static let storageFull = Code(rawValue: "storageFull")

        /// The storage can be read but not written.
        public static let readOnly = Code(rawValue: "readOnly")

        /// The storage is damaged, or belongs to something else. It was left as it is.
        public static let corrupted = Code(rawValue: "corrupted")

        /// The storage has a schema that this version does not know; the message names what is missing.
        public static let schemaMismatch = Code(rawValue: "schemaMismatch")

        /// The backend refused the credentials or the permission.
        public static let permissionDenied = Code(rawValue: "permissionDenied")

        /// The backend does not offer what was asked.
        public static let unsupported = Code(rawValue: "unsupported")

        /// Anything else; look at the underlying error.
        public static let backendFailure = Code(rawValue: "backendFailure")
    }
}
