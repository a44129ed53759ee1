#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Sockets of 127.0.0.1.
enum LoopbackSocket {
    static func make() -> CInt {
        #if canImport(Glibc)
        socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        #else
        socket(AF_INET, SOCK_STREAM, 0)
        #endif
    }

    static func connect(_ descriptor: CInt, to port: Int) -> Bool {
        unsafe with(port) { address, length in unsafe connectSocket(descriptor, address, length) } == 0
    }

    /// - Returns: The port that was given; nil when there was none.
    static func bind(_ descriptor: CInt, to port: Int = 0) -> Int? {
        guard unsafe with(port, { address, length in unsafe bindSocket(descriptor, address, length) }) == 0 else {
            return nil
        }
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let outcome = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &length)
            }
        }
        return outcome == 0 ? Int(UInt16(bigEndian: address.sin_port)) : nil
    }

    private static func with(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}

private func connectSocket(_ descriptor: CInt, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> CInt {
    unsafe connect(descriptor, address, length)
}

private func bindSocket(_ descriptor: CInt, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> CInt {
    unsafe bind(descriptor, address, length)
}

/// Ports that nothing listens on.
package enum FreePort {
    package static func find() throws -> Int {
        let descriptor = LoopbackSocket.make()
        defer { close(descriptor) }
        guard let port = LoopbackSocket.bind(descriptor) else { throw ServerFailedToStart(what: "a free port") }
        return port
    }
}
