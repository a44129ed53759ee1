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
    /// - Returns: How many came; 0 when the connection is over; ``timedOut`` when the time of ``limitReads(milliseconds:)`` is.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            let count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count >= 0 { return count }
            if errno == EAGAIN || errno == EWOULDBLOCK { return Self.timedOut }
            if errno != EINTR { return 0 }
        }
    }

    /// What ``read(into:)`` returns when nothing came in time.
    static let timedOut = -1

    /// Waits until there is room to write, or the socket is broken.
    ///
    /// - Returns: False when the time is over.
    func waitUntilWritable(milliseconds: Int) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        while true {
            let count = unsafe poll(&request, 1, CInt(clamping: max(0, milliseconds)))
            if count >= 0 { return count > 0 }
            if errno != EINTR { return true }
        }
    }

    /// Bounds how long a read waits; nil for as long as it takes.
    func limitReads(milliseconds: Int?) {
        let milliseconds = milliseconds.map { max(1, $0) } ?? 0
        var time = timeval()
        time.tv_sec = numericCast(milliseconds / 1000)
        time.tv_usec = numericCast(milliseconds % 1000 * 1000)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    @discardableResult
    func set(_ option: CInt, of level: CInt, to value: CInt) -> Bool {
        var value = value
        return unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<CInt>.size)) == 0
    }
}
