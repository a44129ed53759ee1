/// How a client speaks TLS. By default it verifies the server's chain against the system's roots, and its name.
public struct TLSConfiguration: Hashable, Sendable {
    /// Whom a server's certificate must lead to.
    public enum Roots: Hashable, Sendable {
        /// The authorities that the system trusts.
        case system
        /// The authorities in a PEM file, and nobody else.
        case file(path: String)
    }

    /// What is verified of a server.
    public enum Verification: Hashable, Sendable {
        /// The chain of its certificate, and that it is made out to the name that was asked for.
        case full
        /// Nothing. Anybody between can read and change everything; for tests only.
        case none
    }

    /// A certificate that the client shows when it is asked.
    public struct ClientCertificate: Hashable, Sendable {
        /// The path of a PEM file: the certificate, and behind it the rest of its chain.
        public var chain: String
        /// The path of a PEM file: its private key, not encrypted.
        public var key: String

        /// Names both files.
        public init(chain: String, key: String) {
            self.chain = chain
            self.key = key
        }
    }

    /// Whom a server's certificate must lead to. The system's authorities.
    public var roots: Roots = .system
    /// What the client shows; nil for nothing.
    public var clientCertificate: ClientCertificate?
    /// What is verified. Everything.
    public var verification: Verification = .full
    /// The name that the server's certificate must be made out to; nil for the host that is connected to.
    public var serverName: String?

    /// A configuration of defaults.
    public init() {}
}
