#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import Foundation
import Synchronization

/// A server on loopback that does what a test says, to each connection on a thread of its own.
public final class FakeServer: Sendable {
    /// What happens to one connection; its number counts from 0. The connection is closed when it returns.
    public typealias Script = @Sendable (_ connection: FakeConnection, _ number: Int) -> Void

    /// Where it listens.
    public let port: Int
    private let descriptor: CInt

    /// Begins to listen.
    public init(_ script: @escaping Script) throws {
        let descriptor = LoopbackSocket.make()
        guard let port = LoopbackSocket.bind(descriptor), listen(descriptor, 64) == 0 else {
            throw ServerFailedToStart(what: "a server on loopback")
        }
        (self.descriptor, self.port) = (descriptor, port)
        let accepting = Thread {
            var number = 0
            while true {
                let accepted = accept(descriptor, nil, nil)
                guard accepted >= 0 else { return }
                let current = number
                Thread { script(FakeConnection(accepted), current) }.start()
                number += 1
            }
        }
        accepting.start()
    }

    deinit {
        _ = shutdown(descriptor, CInt(SHUT_RDWR))
        close(descriptor)
    }

    /// `redis://` for it.
    public var url: String { "redis://127.0.0.1:\(port)" }
}

/// The server's side of one connection.
public final class FakeConnection: Sendable {
    private let descriptor: CInt
    private let received = Mutex<[UInt8]>([])

    init(_ descriptor: CInt) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// The words of the next command; nil when the client has closed.
    public func readCommand() -> [String]? {
        guard let head = readLine(), let count = Int(head.dropFirst()) else { return nil }
        var words: [String] = []
        for _ in 0..<count {
            guard let length = readLine().flatMap({ Int($0.dropFirst()) }), let word = read(length + 2) else {
                return nil
            }
            words.append(String(decoding: word.dropLast(2), as: UTF8.self))
        }
        return words
    }

    /// Answers commands, until the client closes or `answer` returns nil. A ping is answered as a Redis would.
    public func serve(_ answer: ([String]) -> String?) {
        while let command = readCommand() {
            guard let reply = command == ["PING"] ? "+PONG\r\n" : answer(command), write(reply) else { return }
        }
    }

    /// Sends bytes.
    ///
    /// - Returns: Whether they went.
    @discardableResult
    public func write(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let rest = Array(bytes[sent...])
            let count = unsafe send(descriptor, rest, rest.count, CInt(MSG_NOSIGNAL))
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Some bytes as they come; nil when the client has closed.
    public func readSome() -> Int? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe recv(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        received.withLock { $0 += bytes.prefix(count) }
        return count
    }

    private func readLine() -> String? {
        while true {
            let line = received.withLock { received -> String? in
                guard let end = received.firstIndex(of: 10) else { return nil }
                defer { received.removeFirst(end + 1) }
                return String(decoding: received[..<end], as: UTF8.self).trimmingCharacters(in: .newlines)
            }
            if let line { return line }
            guard readSome() != nil else { return nil }
        }
    }

    private func read(_ count: Int) -> [UInt8]? {
        while received.withLock({ $0.count }) < count {
            guard readSome() != nil else { return nil }
        }
        return received.withLock { received in
            defer { received.removeFirst(count) }
            return Array(received.prefix(count))
        }
    }
}
