#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

#if canImport(Darwin)
typealias ThreadMain = @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer?
#else
typealias ThreadMain = @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
#endif

/// Starts a thread that nobody joins.
///
/// - Returns: 0, or the number of the system's error.
func startDetachedThread(_ main: ThreadMain, _ argument: UnsafeMutableRawPointer) -> Int32 {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
    #if canImport(Darwin)
    var thread: pthread_t?
    #else
    var thread = pthread_t()
    #endif
    return unsafe pthread_create(&thread, &attributes, main, argument)
}
