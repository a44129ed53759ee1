package import StrataCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Lets one thread wait for a socket, and others wake it.
///
/// A thread that is woken while it does not wait finds out the next time it does.
package final class SocketWaiter: Sendable {
    /// What a thread waits for, and what it finds.
    package struct Readiness: OptionSet, Sendable {
        /// One bit an event.
        package let rawValue: Int

        /// Creates a set of events.
        package init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// There is something to read, or the socket is broken.
        package static let readable = Readiness(rawValue: 1)
        /// There is room for writing, or the socket is broken.
        package static let writable = Readiness(rawValue: 2)
        /// Another thread called ``SocketWaiter/wake()``.
        package static let woken = Readiness(rawValue: 4)
    }

    private let readEnd: CInt
    private let writeEnd: CInt

    /// Makes the pipe that wakes.
    ///
    /// - Throws: ``CacheError/Code/unavailable`` when the system gives no descriptors.
    package init() throws(CacheError) {
        var ends: [CInt] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else {
            throw CacheError(.unavailable, message: "the system gives no descriptors")
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Ends the wait of the thread that waits, or the next one.
    package func wake() {
        var byte: UInt8 = 1
        // A full pipe wakes as well as one byte does.
        _ = unsafe write(writeEnd, &byte, 1)
    }

    /// Waits.
    ///
    /// - Parameters:
    ///   - socket: The socket; negative for none.
    ///   - events: What to wait for on it.
    ///   - milliseconds: How long at most; negative for as long as it takes.
    /// - Returns: What happened; nothing when the time is over. May return early with nothing.
    package func wait(for events: Readiness, on socket: CInt, milliseconds: CInt) -> Readiness {
        var descriptors = [
            pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0),
            pollfd(fd: socket, events: Self.bits(events), revents: 0),
        ]
        guard unsafe poll(&descriptors, nfds_t(descriptors.count), milliseconds) > 0 else { return [] }
        var found: Readiness = []
        if descriptors[0].revents != 0 {
            drain()
            found.insert(.woken)
        }
        let seen = CInt(descriptors[1].revents)
        let broken = POLLERR | POLLHUP | POLLNVAL
        if seen & (CInt(POLLIN) | CInt(broken)) != 0 { found.insert(.readable) }
        if seen & (CInt(POLLOUT) | CInt(broken)) != 0 { found.insert(.writable) }
        return found
    }

    private static func bits(_ events: Readiness) -> Int16 {
        Int16((events.contains(.readable) ? POLLIN : 0) | (events.contains(.writable) ? POLLOUT : 0))
    }

    private func drain() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while unsafe read(readEnd, &bytes, bytes.count) == bytes.count {}
    }
}
