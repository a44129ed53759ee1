/// One call of a script.
struct ScriptCall: Sendable {
    let script: RedisScript
    let keys: [[UInt8]]
    let arguments: [[UInt8]]

    init(_ script: RedisScript, keys: [[UInt8]], _ arguments: [[UInt8]] = []) {
        self.script = script
        self.keys = keys
        self.arguments = arguments
    }

    /// Appends the call.
    ///
    /// - Parameter inFull: Whether the text goes with it, for a server that does not have the script.
    func append(to request: inout RequestBuffer, inFull: Bool) {
        request.begin(3 + keys.count + arguments.count)
        if inFull {
            request.append("EVAL")
            request.append([], script.text)
        } else {
            request.append("EVALSHA")
            request.append([], script.digest)
        }
        request.append(Int64(keys.count))
        for key in keys { request.append(key) }
        for argument in arguments { request.append(argument) }
    }
}

extension RedisReply {
    /// Whether the server wants the script in full.
    var isMissingScript: Bool {
        if case .failure(let failure) = self { failure.isMissingScript } else { false }
    }
}
