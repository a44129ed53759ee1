import PostgresSupport
import StrataCore
import StrataPostgres
import Testing

/// What a caller controls reaches the server as a value, or as a quoted name, and never as SQL.
@Suite struct InjectionTests {
    static let hostile = [
        "'; drop table cache; --", "\"; drop table cache; --", "\\'; drop table cache; --", "$1", "%s", "x' or '1'='1",
        "{a,b}", "{\"a\",null}", "NULL", ":\"table\"", "a\"b", "a'b", "a\\b", "\u{0}", "{}", "\\x41", "E'\\\\'",
    ]

    @Test(arguments: hostile)
    func keysTagsAndPatternsAreValues(_ text: String) async throws {
        try await PostgresHomes.shared.lend { home in
            let cache = try await home.open()
            let (key, tag) = (CacheKey(text), CacheTag(text))
            try await cache.set("bystander", to: "here", expires: .never)
            try await cache.set(key, to: text, expires: .never, tags: [tag])
            #expect(try await cache.get(key, as: String.self) == text)
            #expect(try await cache.tagVersions(of: [tag]).count == 1)
            #expect(try await cache.keys(matching: .exactly(text)) == [key])
            _ = try await cache.keys(matching: GlobPattern(text))
            #expect(try await cache.entry(key, as: String.self)?.metadata.tagVersions.keys.first == tag)
            try await cache.invalidate(tag: tag)
            #expect(try await cache.exists(key) == false)
            try await cache.setMany([CacheEntry(key, text, expires: .never)])
            #expect(try await cache.removeAll(matching: .prefix(text)) == 1)
            #expect(try await cache.get("bystander", as: String.self) == "here")
            try await cache.close()
        }
    }

    @Test(arguments: ["'; drop table cache; --", "\"; drop table x; --", "a\"b'c", "$1 %s {}", "Ünïcode", "select"])
    func namesOfTablesAreQuoted(_ table: String) async throws {
        try await PostgresHomes.shared.lend(isOwn: true) { home in
            var configuration = PostgresCache.Configuration()
            configuration.schema = home.schema
            configuration.table = table
            configuration.connections = 1
            configuration.migrates = true
            let cache = try await PostgresCache(url: home.server.url(role: "owner"), configuration: configuration)
            let events = try await cache.subscribe()
            try await cache.set("a", to: 1, expires: .never, tags: ["t"])
            #expect(try await cache.acquire("lock", token: .random(), expires: .never) != nil)
            #expect(try await cache.keys(matching: "*") == ["a", "lock"])
            let message = InvalidationMessage(sender: CacheToken([]), subject: .key("a"))
            try await cache.publish([message])
            var heard = events.makeAsyncIterator()
            #expect(await heard.next() == .message(message))
            #expect(try await cache.statistics().entries == 2)
            try await cache.close()
        }
    }

    @Test func namesThatAreTooLongAreRefused() async throws {
        for table in ["", String(repeating: "t", count: 41), "nul\u{0}"] {
            var configuration = PostgresCache.Configuration()
            configuration.table = table
            let error = await #expect(throws: CacheError.self) {
                _ = try await PostgresCache(url: "host=/nowhere", configuration: configuration)
            }
            #expect(error?.code == .invalidConfiguration)
        }
    }
}
