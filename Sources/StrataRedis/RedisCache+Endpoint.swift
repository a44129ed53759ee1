import StrataCore

extension RedisCache {
    /// Where a server listens.
    public enum Endpoint: Hashable, Sendable {
        /// A host's name or address, and a port.
        case tcp(host: String, port: Int)
        /// The path of a Unix socket.
        case unix(path: String)
    }

    /// Who a client says that it is. Neither printed nor dumped.
    public struct Credentials: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
        /// The ACL user; nil for the default user.
        public var user: String?
        /// The password.
        public var password: String

        /// Credentials of an ACL user, or of the default user where `user` is nil.
        public init(user: String? = nil, password: String) {
            self.user = user
            self.password = password
        }

        /// Says nothing of what is in it.
        public var description: String { "Credentials(redacted)" }

        /// A mirror without children.
        public var customMirror: Mirror { Mirror(self, children: [:]) }
    }
}
