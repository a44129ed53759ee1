import StrataCore

/// Who waits for a reply. Is told exactly once; the state that holds it hands it out at most once.
@safe struct ReplyCaller: Sendable {
    private let continuation: UnsafeContinuation<Result<RedisReply, CacheError>, Never>

    init(_ continuation: UnsafeContinuation<Result<RedisReply, CacheError>, Never>) {
        unsafe self.continuation = continuation
    }

    func resume(_ reply: RedisReply) {
        unsafe continuation.resume(returning: .success(reply))
    }

    func resume(_ error: CacheError) {
        unsafe continuation.resume(returning: .failure(error))
    }
}
