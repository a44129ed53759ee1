#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A bare connection to a server, to look behind the back of what is tested.
struct RawRedis: ~Copyable {
    private let descriptor: CInt

    init(port: Int) throws {
        descriptor = LoopbackSocket.make()
        guard LoopbackSocket.connect(descriptor, to: port) else {
            close(descriptor)
            throw ServerFailedToStart(what: "the server on port \(port)")
        }
    }

    deinit { close(descriptor) }

    /// Sends a command of plain words; returns the first line of the answer, for a text the text itself.
    func say(_ command: String) throws -> String {
        let request = Array((command + "\r\n").utf8)
        _ = unsafe send(descriptor, request, request.count, CInt(MSG_NOSIGNAL))
        let head = try line()
        return head.hasPrefix("$") && head != "$-1" ? try line() : head
    }

    private func line() throws -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.suffix(2) != [13, 10] {
            guard unsafe recv(descriptor, &byte, 1, 0) == 1 else { throw ServerFailedToStart(what: "an answer") }
            bytes.append(byte)
        }
        return String(decoding: bytes.dropLast(2), as: UTF8.self)
    }
}
