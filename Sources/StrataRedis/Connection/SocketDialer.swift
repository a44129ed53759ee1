#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import StrataCore

/// Makes connected sockets. Blocks, for as long as its timeout.
struct SocketDialer {
    let endpoint: RedisCache.Endpoint
    let keepAlive: Duration?
    /// In milliseconds.
    let timeout: Int

    /// - Throws: ``CacheError/Code/unavailable``.
    func dial() throws(CacheError) -> Socket {
        switch endpoint {
        case .tcp(let host, let port): try dial(host: host, port: port)
        case .unix(let path): try dial(path: path)
        }
    }

    private func dial(host: String, port: Int) throws(CacheError) -> Socket {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = Self.stream
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, String(port), &hints, &list) == 0, let first = unsafe list else {
            throw CacheError(.unavailable, backend: "redis", message: "the server's name cannot be resolved")
        }
        defer { unsafe freeaddrinfo(first) }
        var next: UnsafeMutablePointer<addrinfo>? = unsafe first
        while let address = unsafe next {
            if let socket = unsafe connect(
                address.pointee.ai_family,
                address.pointee.ai_addr,
                address.pointee.ai_addrlen
            ) {
                tune(socket)
                return socket
            }
            unsafe next = address.pointee.ai_next
        }
        throw refused
    }

    private func dial(path: String) throws(CacheError) -> Socket {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let fits = unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard bytes.count < room.count else { return false }
            unsafe room.copyBytes(from: bytes)
            return true
        }
        guard fits else {
            throw CacheError(.invalidConfiguration, backend: "redis", message: "the path of the socket is too long")
        }
        let socket = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe connect(AF_UNIX, address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard let socket else { throw refused }
        return socket
    }

    /// Connects without blocking, so that the time can be bounded; gives back a socket that blocks.
    private func connect(_ family: CInt, _ address: UnsafePointer<sockaddr>?, _ length: socklen_t) -> Socket? {
        let descriptor = makeSocket(family)
        guard descriptor >= 0 else { return nil }
        let socket = Socket(descriptor)
        let flags = fcntl(descriptor, F_GETFL)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
        if unsafe connectSocket(descriptor, address, length) != 0 {
            guard errno == EINPROGRESS, socket.waitUntilWritable(milliseconds: timeout), socket.isConnected else {
                return nil
            }
        }
        _ = fcntl(descriptor, F_SETFL, flags)
        return socket
    }

    private func tune(_ socket: Socket) {
        socket.set(TCP_NODELAY, of: CInt(IPPROTO_TCP), to: 1)
        guard let keepAlive else { return }
        let seconds = CInt(clamping: max(1, keepAlive.components.seconds))
        socket.set(SO_KEEPALIVE, of: SOL_SOCKET, to: 1)
        #if canImport(Darwin)
        socket.set(TCP_KEEPALIVE, of: CInt(IPPROTO_TCP), to: seconds)
        #else
        socket.set(TCP_KEEPIDLE, of: CInt(IPPROTO_TCP), to: seconds)
        #endif
        socket.set(TCP_KEEPINTVL, of: CInt(IPPROTO_TCP), to: max(1, seconds / 3))
        socket.set(TCP_KEEPCNT, of: CInt(IPPROTO_TCP), to: 3)
    }

    private var refused: CacheError {
        CacheError(.unavailable, backend: "redis", message: "the server cannot be reached")
    }

    private static var stream: CInt {
        #if canImport(Glibc)
        CInt(SOCK_STREAM.rawValue)
        #else
        SOCK_STREAM
        #endif
    }

    private func makeSocket(_ family: CInt) -> CInt {
        socket(family, Self.stream, 0)
    }
}

/// The system's function, whose name a method of ``SocketDialer`` hides.
private func connectSocket(_ descriptor: CInt, _ address: UnsafePointer<sockaddr>?, _ length: socklen_t) -> CInt {
    unsafe connect(descriptor, address, length)
}

extension Socket {
    /// Whether an attempt to connect has ended well.
    fileprivate var isConnected: Bool {
        var failure: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        return unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &size) == 0 && failure == 0
    }
}
