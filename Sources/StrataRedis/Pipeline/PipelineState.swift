import StrataCore

/// One connection's commands: which wait to be sent, which wait for a reply, and what happens to them when the
/// connection breaks, comes back or is closed.
///
/// Decides only. Every change returns who is to be told, and whoever holds the lock tells them after giving it back.
struct PipelineState<Caller> {
    /// Where the connection stands.
    enum Phase {
        /// Is being made. Commands wait for it.
        case connecting
        /// Commands are sent.
        case ready
        /// The last attempt failed. Commands fail at once, with its error.
        case down(CacheError)
        case closed
    }

    /// What becomes of a command.
    enum Admission {
        /// It waits in place `number`.
        case waits(number: UInt64, turn: Turn)
        case refused(CacheError)
    }

    /// Who sends what is outgoing.
    enum Turn {
        /// Somebody else.
        case others
        /// The caller, at once.
        case now
        /// The caller, when the tasks that are ready to run have had their turn: where many commands are under way, their
        /// callers are resumed together, and what they ask next goes in one write.
        case soon
    }

    /// How many must wait for their turns to come soon instead of now.
    private static var crowd: Int { 4 }

    private(set) var phase = Phase.connecting
    /// Counts the connections. What was begun on one must not be continued on another.
    private(set) var epoch: UInt64 = 0
    private var line = ReplyLine<Caller>()
    /// The commands of `line`, one each, while there is no connection.
    private var parked: [RequestBuffer] = []
    /// What is to be sent next.
    private var outgoing = RequestBuffer()
    /// Memory that was written from and is used again.
    private var spare = RequestBuffer()
    private var isWriting = false
    private var wasUsed = false
    private let capacity: Int
    /// When the connection was made, or bytes last came from it.
    private var lastArrival: Int64 = 0

    /// - Parameter capacity: How many callers may wait.
    init(capacity: Int) {
        self.capacity = capacity
    }

    var isClosed: Bool {
        if case .closed = phase { true } else { false }
    }

    /// Whether any reply is waited for, or a command came since the last look.
    mutating func look() -> Bool {
        defer { wasUsed = false }
        return wasUsed || line.count > 0
    }

    /// Takes a command.
    ///
    /// - Parameters:
    ///   - caller: Who is told; nil for nobody.
    ///   - replies: How many replies it has; nil for one.
    ///   - deadline: When the caller is told that it took too long.
    ///   - encode: Writes the command.
    mutating func submit(
        _ caller: Caller?,
        replies: Int?,
        deadline: Int64,
        encode: (inout RequestBuffer) -> Void
    ) -> Admission {
        if let refusal = refusal { return .refused(refusal) }
        wasUsed = true
        let number = line.add(caller, replies: replies, deadline: deadline)
        guard case .ready = phase else {
            var command = RequestBuffer()
            encode(&command)
            parked.append(command)
            return .waits(number: number, turn: .others)
        }
        encode(&outgoing)
        defer { isWriting = true }
        if isWriting { return .waits(number: number, turn: .others) }
        return .waits(number: number, turn: line.count < Self.crowd ? .now : .soon)
    }

    /// Takes a command that nobody waits for, if nothing has come for `interval` and nothing is awaited; nil otherwise.
    mutating func submitProbe(
        at now: Int64,
        after interval: Int64,
        deadline: Int64,
        encode: (inout RequestBuffer) -> Void
    ) -> Admission? {
        guard case .ready = phase, line.count == 0, lastArrival <= now - interval else { return nil }
        return submit(nil, replies: nil, deadline: deadline, encode: encode)
    }

    private var refusal: CacheError? {
        switch phase {
        case .closed: CacheError(.closed, backend: "redis")
        case .down(let error): error
        case .connecting, .ready:
            line.count < capacity
                ? nil : CacheError(.overloaded, backend: "redis", message: "too many operations wait for the server")
        }
    }

    /// Gives what is to be sent to the one who writes, in exchange for an empty buffer.
    ///
    /// - Returns: Whether there is something; when not, the writer's turn is over.
    mutating func takeOutgoing(_ epoch: UInt64, into buffer: inout RequestBuffer) -> Bool {
        guard epoch == self.epoch else { return false }
        if !buffer.hasMemory { swap(&buffer, &spare) }
        guard !outgoing.isEmpty else {
            isWriting = false
            swap(&buffer, &spare)
            return false
        }
        swap(&outgoing, &buffer)
        return true
    }

    /// Takes replies of the present connection.
    ///
    /// - Parameter answered: Gets who is to be told what.
    /// - Returns: Whether each reply had its command. When not, the connection cannot be trusted any more.
    mutating func deliver(_ replies: [RedisReply], at now: Int64, to answered: inout [(Caller, RedisReply)]) -> Bool {
        lastArrival = now
        for reply in replies {
            switch line.deliver(reply) {
            case .answer(let caller, let reply): answered.append((caller, reply))
            case .kept: break
            case .unexpected: return false
            }
        }
        return true
    }

    /// Lets a caller go whose task was cancelled; nil when it was told already.
    mutating func leave(_ number: UInt64) -> Caller? {
        line.leave(number)
    }

    /// Lets callers go whose deadline has come.
    ///
    /// - Returns: Them, and whether the connection is to be given up because nothing has come from it for as long as
    ///   `timeout` although something was due.
    mutating func expire(at now: Int64, timeout: Int64) -> (callers: [Caller], isHung: Bool) {
        let callers = line.leaveOverdue(at: now)
        guard case .ready = phase, let due = line.firstDeadline, due <= now else { return (callers, false) }
        return (callers, lastArrival <= now - timeout)
    }

    /// A connection is made: what waited for it is sent, but for commands whose callers have left.
    ///
    /// - Returns: Its epoch; nil when there is to be none because the cache was closed.
    mutating func becomeReady(at now: Int64) -> UInt64? {
        guard !isClosed else { return nil }
        phase = .ready
        lastArrival = now
        for position in parked.indices where !line.skipIfLeft(at: position) {
            outgoing.append(contentsOf: parked[position])
        }
        parked = []
        isWriting = true
        return epoch
    }

    /// The connection broke, or could not be made.
    ///
    /// - Parameter next: ``Phase/connecting`` when commands are to wait for the next one.
    /// - Returns: Everybody who waited.
    mutating func fail(next: Phase) -> [Caller] {
        guard !isClosed else { return [] }
        phase = next
        epoch += 1
        isWriting = false
        outgoing = RequestBuffer()
        parked = []
        return line.removeAll()
    }
}
