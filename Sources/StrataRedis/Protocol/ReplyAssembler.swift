/// Puts a reply together from its parts, which come in prefix order: an array before its elements.
struct ReplyAssembler {
    private struct OpenArray {
        var elements: [RedisReply]
        var missing: Int
    }

    private var open: [OpenArray] = []
    /// The reply, once its last part has come.
    private var finished: RedisReply?

    /// Takes a part that is no array.
    mutating func add(_ part: RedisReply) {
        var part = part
        while let last = open.indices.last {
            open[last].elements.append(part)
            open[last].missing -= 1
            if open[last].missing > 0 { return }
            part = .array(open.removeLast().elements)
        }
        finished = part
    }

    /// Takes the beginning of an array.
    mutating func beginArray(count: Int) {
        guard count > 0 else { return add(.array([])) }
        var elements: [RedisReply] = []
        // A hostile count must not reserve memory that nothing fills.
        elements.reserveCapacity(min(count, 4096))
        open.append(OpenArray(elements: elements, missing: count))
    }

    /// The reply that is whole, given once.
    mutating func take() -> RedisReply? {
        defer { finished = nil }
        return finished
    }
}
