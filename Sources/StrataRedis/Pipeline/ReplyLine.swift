/// The callers that wait for replies, in the order in which their commands were sent: the server answers in that order, so
/// the first reply belongs to the first place.
///
/// A caller that leaves keeps its place, where its reply is swallowed when it comes.
struct ReplyLine<Caller> {
    private struct Place {
        /// nil when the caller has left.
        var caller: Caller?
        let deadline: Int64
        /// How many replies are still to come; 0 when the command is never sent.
        var missing: Int
        /// What a caller of several replies got so far; nil for a caller of one.
        var collected: [RedisReply]?
    }

    /// What becomes of a reply.
    enum Delivery {
        case answer(Caller, RedisReply)
        /// The caller waits for more, or has left.
        case kept
        /// Nobody sent a command for it.
        case unexpected
    }

    private var places = RingBuffer<Place>()
    /// The number of the first place.
    private var firstNumber: UInt64 = 1

    var count: Int { places.count }

    /// When the caller that came first is to be answered; nil when there is none. Callers that have left count, for their
    /// replies are awaited too.
    var firstDeadline: Int64? { places.first?.deadline }

    /// Puts a caller at the end of the line.
    ///
    /// - Parameter replies: How many replies its commands have; nil for one that is not to be put into an array.
    /// - Returns: The number of its place.
    mutating func add(_ caller: Caller?, replies: Int?, deadline: Int64) -> UInt64 {
        let collected: [RedisReply]? = replies == nil ? nil : []
        places.append(Place(caller: caller, deadline: deadline, missing: replies ?? 1, collected: collected))
        return firstNumber + UInt64(places.count - 1)
    }

    /// Gives the next reply to whom it belongs.
    mutating func deliver(_ reply: RedisReply) -> Delivery {
        while let first = places.first, first.missing == 0 { drop() }
        guard !places.isEmpty else { return .unexpected }
        places[0]?.missing -= 1
        places[0]?.collected?.append(reply)
        guard let first = places.first, first.missing == 0 else { return .kept }
        drop()
        guard let caller = first.caller else { return .kept }
        return .answer(caller, first.collected.map { .array($0) } ?? reply)
    }

    /// Takes the caller out of its place; nil when it was answered or has left.
    mutating func leave(_ number: UInt64) -> Caller? {
        guard number >= firstNumber else { return nil }
        return places[Int(number - firstNumber)]?.caller.take()
    }

    /// Takes out the callers whose deadline has come.
    mutating func leaveOverdue(at now: Int64) -> [Caller] {
        var overdue: [Caller] = []
        for position in 0..<places.count {
            guard let deadline = places[position]?.deadline, deadline <= now else { continue }
            if let caller = places[position]?.caller.take() { overdue.append(caller) }
        }
        return overdue
    }

    /// Marks the place at `position` as one whose command is not sent.
    ///
    /// - Returns: Whether its caller has left; when not, nothing is marked.
    mutating func skipIfLeft(at position: Int) -> Bool {
        guard let place = places[position], place.caller == nil else { return false }
        places[position]?.missing = 0
        return true
    }

    /// Empties the line.
    ///
    /// - Returns: The callers that waited, in order.
    mutating func removeAll() -> [Caller] {
        var callers: [Caller] = []
        while let place = places.popFirst() {
            firstNumber += 1
            if let caller = place.caller { callers.append(caller) }
        }
        return callers
    }

    private mutating func drop() {
        places.popFirst()
        firstNumber += 1
    }
}
