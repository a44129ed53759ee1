import PostgresSupport
import StrataCore
import Testing

@testable import StrataPostgres

@Suite struct NotificationTests {
    @Test func messagesArriveAsTheyWereSent() async throws {
        try await PostgresHomes.shared.lend { home in
            let (one, other) = (try await home.open(), try await home.open(.pooler))
            let (here, there) = (try await one.subscribe(), try await other.subscribe())
            let sender = CacheToken([1, 2, 3])
            let subjects: [InvalidationMessage.Subject] = [
                .key("a"), .key("\u{0}'\"\\"), .tag("t"), .everything, .key("日本"),
            ]
            let messages = subjects.map { InvalidationMessage(sender: sender, subject: $0) }
            try await one.publish(messages)
            #expect(try await Set(receive(1, from: here)).isSubset(of: Set(messages.map(InvalidationEvent.message))))
            #expect(try await receive(1, from: there).count == 1)
            try await one.close()
            try await other.close()
        }
    }

    @Test func manyKeysShareFewPayloads() {
        let sender = CacheToken([9])
        let messages = (0..<1000).map { InvalidationMessage(sender: sender, subject: .key("some:longer:key:\($0)")) }
        let payloads = NotificationPayload.payloads(of: messages)
        #expect(payloads.count < 10)
        #expect(payloads.allSatisfy { $0.utf8.count <= NotificationPayload.mostBytes })
        let heard = payloads.compactMap(NotificationPayload.messages(of:)).joined()
        #expect(Set(heard) == Set(messages))
    }

    @Test func aKeyTooLongForAPayloadVoidsEverything() async throws {
        try await PostgresHomes.shared.lend { home in
            let cache = try await home.open()
            let events = try await cache.subscribe()
            let sender = CacheToken([1])
            let long = CacheKey(String(repeating: "k", count: 1 << 20))
            try await cache.publish([InvalidationMessage(sender: sender, subject: .key(long))])
            let expected = InvalidationMessage(sender: sender, subject: .everything)
            #expect(try await receive(1, from: events) == [.message(expected)])
            try await cache.close()
        }
    }

    @Test func aBrokenSubscriptionIsToldAndGoesOn() async throws {
        try await PostgresHomes.shared.lend { home in
            let cache = try await home.open()
            let events = try await cache.subscribe()
            try await home.server.sql(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where application_name = '\(home.schema)' and query like 'listen%'
                """,
                role: "postgres"
            )
            #expect(try await receive(2, from: events) == [.interrupted, .messagesMayHaveBeenMissed])
            let message = InvalidationMessage(sender: CacheToken([1]), subject: .key("after"))
            try await cache.publish([message])
            #expect(try await receive(1, from: events) == [.message(message)])
            try await cache.close()
        }
    }

    @Test func closingEndsSubscriptions() async throws {
        try await PostgresHomes.shared.lend { home in
            let cache = try await home.open()
            let events = try await cache.subscribe()
            try await cache.close()
            #expect(try await receive(1, from: events).isEmpty)
            let error = await #expect(throws: CacheError.self) { _ = try await cache.subscribe() }
            #expect(error?.code == .closed)
        }
    }

    @Test func removingInATransactionIsHeardAtCommitAndHoldsTheKeyUntilThen() async throws {
        try await PostgresHomes.shared.lend { home in
            let cache = try await home.open { $0.deadline = .milliseconds(700) }
            let events = try await cache.subscribe()
            try await cache.set("user:1", to: 1, expires: .never)
            let lease = try await cache.lease("user:2", for: .seconds(60), as: Int.self)
            guard case .granted(let token) = lease else {
                Issue.record("no lease was granted")
                return
            }
            let remove = { @Sendable (key: String) in "select \"\(home.schema)\".strata_remove('\(key)')" }
            // The second waits for the commit of the first and outlives its own deadline.
            async let transaction = home.server.sql("begin; \(remove("user:1")); select pg_sleep(3); commit")
            try await home.waitForLock()
            #expect(try await cache.get("user:1", as: Int.self) == 1)
            let error = await #expect(throws: CacheError.self) {
                _ = try await cache.lease("user:1", for: .seconds(1), refreshing: true, as: Int.self)
            }
            #expect(error?.code == .deadlineExceeded)
            _ = try await transaction
            #expect(try await cache.get("user:1", as: Int.self) == nil)
            let removed = InvalidationMessage(sender: CacheToken([]), subject: .key("user:1"))
            #expect(try await receive(1, from: events) == [.message(removed)])

            try await home.server.sql(remove("user:2"))
            let metadata = EntryMetadata()
            #expect(try await !cache.fill("user:2", with: 2, metadata: metadata, expires: .never, token: token))
            #expect(try await cache.get("user:2", as: Int.self) == nil)
            try await cache.close()
        }
    }

    @Test func invalidatingATagInATransactionVoidsItsEntriesAtCommit() async throws {
        try await PostgresHomes.shared.lend { home in
            let cache = try await home.open()
            let events = try await cache.subscribe()
            try await cache.set("a", to: 1, expires: .never, tags: ["it's\\a tag"])
            let tags = try await cache.tagVersions(of: ["it's\\a tag"])
            let call = "select \"\(home.schema)\".strata_invalidate_tag(E'it''s\\\\a tag')"
            try await home.server.sql("begin; \(call); rollback")
            #expect(try await cache.get("a", as: Int.self) == 1)
            try await home.server.sql(call)
            #expect(try await cache.get("a", as: Int.self) == nil)
            #expect(try await cache.tagVersions(of: ["it's\\a tag"]) != tags)
            let message = InvalidationMessage(sender: CacheToken([]), subject: .tag("it's\\a tag"))
            #expect(try await receive(1, from: events) == [.message(message)])
            try await cache.close()
        }
    }

    private func receive(_ count: Int, from events: AsyncStream<InvalidationEvent>) async throws -> [InvalidationEvent]
    {
        var received: [InvalidationEvent] = []
        for await event in events {
            received.append(event)
            if received.count == count { break }
        }
        return received
    }
}
