package import StrataCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Runs `body` on a thread of its own, which ends with it.
///
/// - Throws: ``CacheError/Code/unavailable`` when the system gives no thread.
package func startThread(_ body: @escaping @Sendable () -> Void) throws(CacheError) {
    let work = unsafe Unmanaged.passRetained(ThreadBody(body))
    guard unsafe startDetachedThread(threadBodyMain, work.toOpaque()) == 0 else {
        unsafe work.release()
        throw CacheError(.unavailable, message: "the system gives no thread")
    }
}

/// What a thread is to run, as an object that a C function can be handed.
private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

#if canImport(Darwin)
private func threadBodyMain(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    unsafe Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
    return nil
}
#else
private func threadBodyMain(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument = unsafe argument else { return nil }
    unsafe Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
    return nil
}
#endif
