import StrataCore
import StrataSupport

/// What the listener's thread does, from its beginning to its end.
struct ListenerThread {
    let listener: Listener

    func run() {
        var backOff = ReconnectBackOff()
        var isFirst = true
        repeat {
            do {
                let dialogue = try listen()
                backOff.reset()
                // What was sent while nobody listened is lost.
                if !isFirst { listener.tell([.messagesMayHaveBeenMissed]) }
                isFirst = false
                listener.answer(.success(()))
                try hear(dialogue)
            } catch {
                listener.lost()
                listener.answer(.failure(listener.isWanted ? error.asCacheError() : Self.closed))
                if listener.isWanted {
                    _ = listener.waiter.wait(for: [], on: -1, milliseconds: CInt(backOff.pause()))
                }
            }
        } while !listener.mayLeave()
    }

    private static let closed = CacheError(.closed, backend: "postgres")

    private func listen() throws(PostgresFailure) -> Dialogue {
        let settings = listener.settings
        let dialogue = try Dialogue(connectingTo: settings.target, waiter: listener.waiter, whileWaiting: watch)
        let connection = dialogue.connection
        let names = try QuotedNames(schema: settings.schema, table: settings.table, on: connection)
        let asking = try dialogue.ask(StatementBook(names)[.channel], before: deadline, whileWaiting: watch)
        let channel = try connection.quoted(identifier: asking.first?.text(0) ?? "")
        try dialogue.ask("listen \(channel)", before: deadline, whileWaiting: watch)
        return dialogue
    }

    /// Hears notifications until nobody wants them any more.
    private func hear(_ dialogue: Dialogue) throws(PostgresFailure) {
        let connection = dialogue.connection
        var nextHeartbeat = listener.clock.nanoseconds() + Listener.heartbeat
        while listener.isWanted {
            tell(connection)
            let now = listener.clock.nanoseconds()
            let ready = listener.waiter.wait(
                for: .readable,
                on: connection.socket,
                milliseconds: Dialogue.milliseconds(from: now, to: nextHeartbeat)
            )
            if ready.contains(.readable) {
                try connection.consume()
                nextHeartbeat = listener.clock.nanoseconds() + Listener.heartbeat
            } else if listener.clock.nanoseconds() >= nextHeartbeat {
                try dialogue.ask("select 1", before: deadline, whileWaiting: watch)
                nextHeartbeat = listener.clock.nanoseconds() + Listener.heartbeat
            }
        }
    }

    private func tell(_ connection: Connection) {
        var events: [InvalidationEvent] = []
        while let payload = connection.nextNotification() {
            // Something that is not ours on our channel: nobody knows what it meant to say.
            guard let messages = NotificationPayload.messages(of: payload) else {
                events.append(.messagesMayHaveBeenMissed)
                continue
            }
            events += messages.map(InvalidationEvent.message)
        }
        if !events.isEmpty { listener.tell(events) }
    }

    private var deadline: Int64 { listener.clock.nanoseconds() + listener.settings.patience }

    private func watch() -> Int64? { listener.isWanted ? .max : nil }
}
