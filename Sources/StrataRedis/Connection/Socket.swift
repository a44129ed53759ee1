#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A connected stream socket. It is closed when nobody refers to it any more, so that its number is never used for another
/// one while a thread still reads or writes.
final class Socket: Sendable {
    /// What became of a write.
    enum WriteOutcome {
        case done
        /// The system took so many bytes and has no room for more at the moment.
        case blocked(written: Int)
        case broken
    }

    let descriptor: CInt

    init(_ descriptor: CInt) {
        self.descriptor = descriptor
        #if canImport(Darwin)
        set(SO_NOSIGPIPE, of: SOL_SOCKET, to: 1)
        #endif
    }

    deinit {
        close(descriptor)
    }

    /// Ends the connection in both directions; wakes whoever waits for it.
    func shutDown() {
        _ = shutdown(descriptor, CInt(SHUT_RDWR))
    }

    /// Sends without waiting. No signal is raised when the other side has closed.
    func write(_ bytes: UnsafeRawBufferPointer) -> WriteOutcome {
        #if canImport(Darwin)
        let flags = CInt(MSG_DONTWAIT)
        #else
        let flags = CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL)
        #endif
        var written = 0
        while written < bytes.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
            let count = unsafe send(descriptor, rest.baseAddress, rest.count, flags)
            if count >= 0 {
                written += count
            } else if errno == EAGAIN || errno == EWOULDBLOCK {
                return .blocked(written: written)
            } else if errno != EINTR {
                return .broken
            }
        }
        return .done
    }

    /// Waits for bytes.
    ///
    /// - Returns: How many came; 0 when the connection is over.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            let count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count >= 0 { return count }
            if errno != EINTR { return 0 }
        }
    }

    /// Waits until there is room to write, or the socket is broken.
    ///
    /// - Returns: False when the time is over.
    func waitUntilWritable(milliseconds: Int) -> Bool {
        wait(for: Int16(POLLOUT), milliseconds: milliseconds)
    }

    /// Waits until there is something to read, or the socket is broken.
    ///
    /// - Returns: False when the time is over.
    func waitUntilReadable(milliseconds: Int) -> Bool {
        wait(for: Int16(POLLIN), milliseconds: milliseconds)
    }

    private func wait(for events: Int16, milliseconds: Int) -> Bool {
        var request = pollfd(fd: descriptor, events: events, revents: 0)
        while true {
            let count = unsafe poll(&request, 1, CInt(clamping: max(0, milliseconds)))
            if count >= 0 { return count > 0 }
            if errno != EINTR { return true }
        }
    }

    @discardableResult
    func set(_ option: CInt, of level: CInt, to value: CInt) -> Bool {
        var value = value
        return unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<CInt>.size)) == 0
    }
}
