import COpenSSL
package import StrataCore

/// What the sessions of one configuration share: roots, the client's certificate and its key, read once.
///
/// `@unchecked Sendable`: OpenSSL's contexts count their references atomically, and this one is not changed once it is made.
@safe package final class TLSContext: @unchecked Sendable {
    let context: OpaquePointer
    let configuration: TLSConfiguration

    /// - Throws: ``CacheError/Code/invalidConfiguration`` when a file cannot be read or does not fit.
    package init(_ configuration: TLSConfiguration) throws(CacheError) {
        guard let context = unsafe SSL_CTX_new(TLS_client_method()) else {
            throw CacheError(.unavailable, message: "OpenSSL has no memory")
        }
        unsafe self.context = context
        self.configuration = configuration
        guard unsafe strata_tls_set_minimum_version(context) == 1 else {
            throw CacheError(.unsupported, message: "OpenSSL does not speak TLS 1.2")
        }
        unsafe SSL_CTX_set_verify(context, configuration.verification == .full ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nil)
        try readRoots()
        try readClientCertificate()
    }

    deinit {
        unsafe SSL_CTX_free(context)
    }

    private func readRoots() throws(CacheError) {
        let isRead =
            switch configuration.roots {
            case .system: unsafe SSL_CTX_set_default_verify_paths(context) == 1
            case .file(let path): unsafe SSL_CTX_load_verify_locations(context, path, nil) == 1
            }
        guard isRead else { throw Self.problem("the TLS roots cannot be read") }
    }

    private func readClientCertificate() throws(CacheError) {
        guard let certificate = configuration.clientCertificate else { return }
        guard unsafe SSL_CTX_use_certificate_chain_file(context, certificate.chain) == 1 else {
            throw Self.problem("the client certificate cannot be read")
        }
        guard unsafe SSL_CTX_use_PrivateKey_file(context, certificate.key, SSL_FILETYPE_PEM) == 1 else {
            throw Self.problem("the key of the client certificate cannot be read, or is of another certificate")
        }
    }

    private static func problem(_ text: String) -> CacheError {
        ERR_clear_error()
        return CacheError(.invalidConfiguration, message: text)
    }
}
