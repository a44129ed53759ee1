import CPostgres
import StrataCore
import StrataSupport

/// Talks to the server in turns, on a thread that may block: connecting, setting up, migrating, listening.
struct Dialogue {
    let connection: Connection
    let waiter: SocketWaiter
    private static let clock = MonotonicClock()

    /// Connects and sets the session up.
    ///
    /// - Parameters:
    ///   - target: Where to.
    ///   - waiter: What others wake this thread by.
    ///   - whileWaiting: Called now and then, at least once each time that the thread is woken; tells until when to wait at
    ///     most, in nanoseconds, or nil to give up.
    init(
        connectingTo target: ConnectionTarget,
        waiter: SocketWaiter,
        whileWaiting: () -> Int64?
    ) throws(PostgresFailure) {
        let deadline = Self.clock.nanoseconds() + target.patience
        connection = try Connection(target)
        self.waiter = waiter
        var events: SocketWaiter.Readiness = .writable
        repeat {
            try Self.wait(for: events, on: connection, waiter, deadline, whileWaiting)
            events = try connection.proceed()
        } while !events.isEmpty
        try configure(target, deadline, whileWaiting)
    }

    /// Sends statements and waits for what the last of them comes to.
    @discardableResult
    func ask(
        _ sql: String,
        _ parameters: [Parameter] = [],
        before deadline: Int64,
        whileWaiting: () -> Int64? = { Int64.max }
    ) throws(PostgresFailure) -> ResultTable {
        try connection.send(sql, parameters)
        return try answer(before: deadline, whileWaiting)
    }

    /// Sends statements that have no parameters, and waits for what the last of them comes to.
    @discardableResult
    func run(_ sql: String, before deadline: Int64) throws(PostgresFailure) -> ResultTable {
        try connection.sendSimple(sql)
        return try answer(before: deadline) { Int64.max }
    }

    private func answer(before deadline: Int64, _ whileWaiting: () -> Int64?) throws(PostgresFailure) -> ResultTable {
        var last: ResultTable?
        var refusal: PostgresFailure?
        while true {
            while try connection.flush() {
                try Self.wait(for: [.readable, .writable], on: connection, waiter, deadline, whileWaiting)
                try connection.consume()
            }
            while connection.isBusy {
                try Self.wait(for: .readable, on: connection, waiter, deadline, whileWaiting)
                try connection.consume()
            }
            guard let result = connection.nextResult() else { break }
            if result.isFailure { refusal = refusal ?? result.failure }
            last = result
        }
        if let refusal { throw refusal }
        guard let last else { throw connection.failure }
        return last
    }

    private func configure(
        _ target: ConnectionTarget,
        _ deadline: Int64,
        _ whileWaiting: () -> Int64?
    ) throws(PostgresFailure) {
        let settings = target.sessionSettings
        guard !settings.isEmpty else { return }
        try ask(
            "select set_config(s.name, s.value, false) from unnest($1::text[], $2::text[]) as s (name, value)",
            [.texts(settings.map { Array($0.name.utf8) }), .texts(settings.map { Array($0.value.utf8) })],
            before: deadline,
            whileWaiting: whileWaiting
        )
    }

    private static func wait(
        for events: SocketWaiter.Readiness,
        on connection: Connection,
        _ waiter: SocketWaiter,
        _ deadline: Int64,
        _ whileWaiting: () -> Int64?
    ) throws(PostgresFailure) {
        while true {
            guard let pause = whileWaiting() else { throw PostgresFailure(message: "the cache is being closed") }
            let now = clock.nanoseconds()
            guard now < deadline else { throw PostgresFailure(message: "the server did not answer in time") }
            let ready = waiter.wait(
                for: events,
                on: connection.socket,
                milliseconds: milliseconds(from: now, to: min(deadline, pause))
            )
            if !ready.subtracting(.woken).isEmpty { return }
        }
    }

    /// How long to poll, rounded up; negative for ever.
    static func milliseconds(from now: Int64, to end: Int64) -> CInt {
        guard end != .max else { return -1 }
        guard end > now else { return 0 }
        return CInt(clamping: (end - now + 999_999) / 1_000_000)
    }
}
