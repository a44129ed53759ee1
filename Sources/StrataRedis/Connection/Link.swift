import StrataCore

/// The bytes of one connection in both directions.
///
/// Reading belongs to one thread, writing to whoever has the turn.
final class Link: Sendable {
    private let socket: Socket

    init(_ socket: Socket) {
        self.socket = socket
    }

    /// Ends the connection; wakes whoever waits for it.
    func shutDown() {
        socket.shutDown()
    }

    /// Sends without waiting.
    ///
    /// - Returns: What is to be sent when the system has room again; nil when the connection is broken.
    func write(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
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
    /// - Returns: How many came; 0 when the connection is over.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        unsafe socket.read(into: buffer)
    }

    /// Waits until there is something to read.
    func waitUntilReadable(milliseconds: Int) -> Bool {
        socket.waitUntilReadable(milliseconds: milliseconds)
    }
}
