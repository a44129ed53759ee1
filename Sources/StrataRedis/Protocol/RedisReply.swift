/// What a server answers to one command.
enum RedisReply: Sendable, Equatable {
    case bytes([UInt8])
    case status(String)
    case failure(ServerFailure)
    case integer(Int64)
    case array([RedisReply])
    case null
}
