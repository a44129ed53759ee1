import COpenSSL
package import StrataCore
import Synchronization

/// One TLS connection as a machine over bytes: what the network brings is fed, what is to be sent is taken. It never waits.
///
/// `@unchecked Sendable`: OpenSSL's objects are touched under `lock` only, and live as long as the session.
@safe package final class TLSSession: @unchecked Sendable {
    private let lock = Mutex(())
    private let session: OpaquePointer
    private let incoming: OpaquePointer
    private let outgoing: OpaquePointer
    private let context: TLSContext

    /// Begins a session.
    ///
    /// - Parameter host: The name or address that was connected to.
    /// - Throws: ``CacheError/Code/unavailable`` when there is no memory, ``CacheError/Code/invalidConfiguration`` for a name
    ///   that no certificate can have.
    package init(_ context: TLSContext, host: String) throws(CacheError) {
        let parts = unsafe (SSL_new(context.context), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()))
        guard let session = unsafe parts.0, let incoming = unsafe parts.1, let outgoing = unsafe parts.2 else {
            unsafe SSL_free(parts.0)
            unsafe BIO_free(parts.1)
            unsafe BIO_free(parts.2)
            throw CacheError(.unavailable, message: "OpenSSL has no memory")
        }
        unsafe self.session = session
        unsafe self.incoming = incoming
        unsafe self.outgoing = outgoing
        self.context = context
        unsafe SSL_set_bio(session, incoming, outgoing)
        unsafe SSL_set_connect_state(session)
        guard expect(context.configuration.serverName ?? host) else {
            throw CacheError(.invalidConfiguration, message: "no certificate can be made out to the server's name")
        }
    }

    deinit {
        unsafe SSL_free(session)
    }

    /// Goes on with the handshake as far as it can.
    ///
    /// - Returns: What is to be sent, and whether the handshake is done.
    /// - Throws: ``CacheError/Code/unavailable`` when the server's certificate is refused, or the server speaks no TLS.
    package func shake() throws(CacheError) -> (output: [UInt8], isDone: Bool) {
        let (outcome, reason, output) = lock.withLock { _ in
            ERR_clear_error()
            let outcome = unsafe SSL_do_handshake(session)
            return (outcome, unsafe SSL_get_error(session, outcome), drain())
        }
        if outcome == 1 { return (output, true) }
        guard reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE else { throw refusal }
        return (output, false)
    }

    /// Takes what the network brought.
    package func feed(_ bytes: UnsafeRawBufferPointer) {
        _ = lock.withLock { _ in unsafe BIO_write(incoming, bytes.baseAddress, CInt(clamping: bytes.count)) }
    }

    /// Opens what was fed.
    ///
    /// - Returns: How many bytes were written to `buffer`; 0 when more must be fed; nil when the session is over.
    package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        lock.withLock { _ in
            ERR_clear_error()
            let count = unsafe SSL_read(session, buffer.baseAddress, CInt(clamping: buffer.count))
            if count > 0 { return Int(count) }
            return unsafe SSL_get_error(session, count) == SSL_ERROR_WANT_READ ? 0 : nil
        }
    }

    /// Seals bytes for the network. Seals of several threads must be sent in the order in which they were made.
    ///
    /// - Returns: nil when the session is over.
    package func seal(_ bytes: [UInt8]) -> [UInt8]? {
        lock.withLock { _ in
            ERR_clear_error()
            var sealed = 0
            while sealed < bytes.count {
                let count = unsafe bytes.withUnsafeBytes { bytes in
                    let rest = unsafe bytes[sealed...]
                    return unsafe SSL_write(
                        session,
                        UnsafeRawBufferPointer(rebasing: rest).baseAddress,
                        CInt(clamping: rest.count)
                    )
                }
                guard count > 0 else { return nil }
                sealed += Int(count)
            }
            return drain()
        }
    }

    /// Everything that is to be sent. Under the lock.
    private func drain() -> [UInt8] {
        let count = unsafe strata_bio_pending(outgoing)
        guard count > 0 else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = max(0, Int(unsafe BIO_read(outgoing, buffer.baseAddress, CInt(clamping: count))))
        }
    }

    /// Says whom the certificate must name. An address is no name to the server, and is looked for among addresses.
    private func expect(_ name: String) -> Bool {
        let parameters = unsafe SSL_get0_param(session)
        if unsafe X509_VERIFY_PARAM_set1_ip_asc(parameters, name) == 1 { return true }
        unsafe SSL_set_hostflags(session, CUnsignedInt(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
        return unsafe SSL_set1_host(session, name) == 1 && strata_tls_set_name(session, name) == 1
    }

    private var refusal: CacheError {
        let verdict = lock.withLock { _ in unsafe SSL_get_verify_result(session) }
        ERR_clear_error()
        guard verdict != CLong(X509_V_OK), let text = unsafe X509_verify_cert_error_string(verdict) else {
            return CacheError(.unavailable, message: "the TLS handshake with the server failed")
        }
        let reason = unsafe String(cString: text)
        return CacheError(.unavailable, message: "the server's certificate is refused: \(reason)")
    }
}
