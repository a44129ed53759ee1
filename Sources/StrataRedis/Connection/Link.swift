import StrataCore
import StrataTLS

/// The bytes of one connection in both directions.
///
/// Reading belongs to one thread, writing to whoever has the turn.
final class Link: Sendable {
    private let socket: Socket
    private let session: TLSSession?

    /// - Parameter session: Seals and opens all bytes; nil for a plain connection.
    init(_ socket: Socket, session: TLSSession?) {
        self.socket = socket
        self.session = session
    }

    /// Ends the connection; wakes whoever waits for it.
    func shutDown() {
        socket.shutDown()
    }

    /// Sends without waiting.
    ///
    /// - Returns: What is to be sent, as it is, when the system has room again; nil when the connection is broken.
    func write(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
        guard let session else { return writeSealed(bytes) }
        return session.seal(bytes).flatMap { writeSealed($0) }
    }

    private func writeSealed(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
        switch unsafe bytes.withUnsafeBytes({ unsafe socket.write($0) }) {
        case .done: []
        case .blocked(let written): bytes[written...]
        case .broken: nil
        }
    }

    /// Sends what is left of a write, and waits for room.
    ///
    /// - Returns: Whether all was sent; false when there was no room for `milliseconds`, or the connection is broken.
    func writeRest(_ bytes: ArraySlice<UInt8>, milliseconds: Int) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            guard socket.waitUntilWritable(milliseconds: milliseconds) else { return false }
            switch unsafe rest.withUnsafeBytes({ unsafe socket.write($0) }) {
            case .done: return true
            case .blocked(let written): rest = rest.dropFirst(written)
            case .broken: return false
            }
        }
        return true
    }

    /// Waits for bytes.
    ///
    /// - Returns: How many came into `buffers.plain`; 0 when the connection is over, ``Socket/timedOut`` when nothing came in time.
    func read(into buffers: LinkBuffers) -> Int {
        guard let session else { return unsafe socket.read(into: buffers.plain.bytes) }
        while true {
            guard let count = unsafe session.read(into: buffers.plain.bytes) else { return 0 }
            if count > 0 { return count }
            let sealed = unsafe socket.read(into: buffers.sealed.bytes)
            guard sealed > 0 else { return sealed }
            unsafe session.feed(buffers.sealed.prefix(sealed))
        }
    }

    /// Bounds how long a read waits; nil for as long as it takes. A read that took too long finds nothing.
    func limitReads(milliseconds: Int?) {
        socket.limitReads(milliseconds: milliseconds)
    }

    /// Agrees with the server on keys, where the connection is not plain.
    ///
    /// - Parameter remaining: How many milliseconds are left.
    func shakeHands(_ buffers: LinkBuffers, remaining: () -> Int) throws(CacheError) {
        guard let session else { return }
        while true {
            let (output, isDone) = try session.shake()
            guard let rest = writeSealed(output), writeRest(rest, milliseconds: remaining()) else { throw Self.broken }
            if isDone { return }
            limitReads(milliseconds: remaining())
            let count = unsafe socket.read(into: buffers.sealed.bytes)
            guard count > 0 else { throw Self.broken }
            unsafe session.feed(buffers.sealed.prefix(count))
        }
    }

    private static let broken = CacheError(.unavailable, message: "the TLS handshake with the server did not end")
}
