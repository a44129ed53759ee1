import StrataCore

/// What a new connection is told before it serves: who the client is, and which database it wants. A ping at the end shows
/// that the other side is a Redis that can answer.
struct Handshake {
    let credentials: RedisCache.Credentials?
    let database: Int

    /// The commands, and how many they are.
    func request() -> (bytes: RequestBuffer, replies: Int) {
        var request = RequestBuffer()
        var count = 1
        if let credentials {
            request.begin(credentials.user == nil ? 2 : 3)
            request.append("AUTH")
            if let user = credentials.user { request.append([], user) }
            request.append([], credentials.password)
            count += 1
        }
        if database != 0 {
            request.begin(2)
            request.append("SELECT")
            request.append(Int64(database))
            count += 1
        }
        request.begin(1)
        request.append("PING")
        return (request, count)
    }

    /// Throws what the server refused. A user who may not ping may still do all else.
    func check(_ replies: [RedisReply]) throws(CacheError) {
        for (position, reply) in replies.enumerated() {
            guard case .failure(let failure) = reply else { continue }
            let isPing = position == replies.count - 1
            if !(isPing && failure.kind == "NOPERM") { throw failure.asCacheError() }
        }
    }
}
