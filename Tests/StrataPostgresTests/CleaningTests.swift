import PostgresSupport
import StrataCore
import StrataPostgres
import TestServers
import Testing

@Suite struct CleaningTests {
    @Test func expiredEntriesGoUpToTheLimit() async throws {
        try await PostgresHomes.shared.lend { home in
            let cache = try await home.open()
            try await cache.setMany((0..<30).map { CacheEntry("old:\($0)", $0, expires: .seconds(10)) })
            try await cache.setMany((0..<3).map { CacheEntry("new:\($0)", $0, expires: .hours(1)) })
            guard case .granted(let token) = try await cache.lease("leased", for: .seconds(3600), as: Int.self) else {
                Issue.record("no lease was granted")
                return
            }
            try await home.advance(by: .seconds(11))
            #expect(try await cache.cleanupExpired(limit: 20) == 20)
            #expect(try await cache.cleanupExpired() == 10)
            #expect(try await cache.cleanupExpired() == 0)
            #expect(try await cache.statistics().entries == 3)
            #expect(try await cache.statistics().expirations == 30)
            let filled = try await cache.fill(
                "leased",
                with: 1,
                metadata: EntryMetadata(),
                expires: .never,
                token: token
            )
            #expect(filled)
            await #expect(throws: CacheError.self) { try await cache.cleanupExpired(limit: 0) }
            try await cache.close()
        }
    }

    @Test func severalNodesCleanTogether() async throws {
        try await PostgresHomes.shared.lend { home in
            let caches = [try await home.open(), try await home.open(), try await home.open()]
            try await caches[0].setMany((0..<5000).map { CacheEntry("old:\($0)", $0, expires: .seconds(10)) })
            try await home.advance(by: .seconds(11))
            let removed = try await withThrowingTaskGroup(of: Int.self) { group in
                for cache in caches { group.addTask { try await cache.cleanupExpired() } }
                return try await group.reduce(0, +)
            }
            // A batch that another node works on may hide the rest from a third one, but nothing is removed twice.
            let left = try await caches[0].cleanupExpired()
            #expect(removed + left == 5000)
            for cache in caches { try await cache.close() }
        }
    }

    @Test func runCleansUntilItIsCancelled() async throws {
        try await PostgresHomes.shared.lend { home in
            let cache = try await home.open()
            try await cache.set("old", to: 1, expires: .seconds(10))
            try await home.advance(by: .seconds(11))
            let task = Task { try await cache.run(every: .milliseconds(10)) }
            try await Eventually.holds("it was removed") { try await cache.statistics().entries == 0 }
            task.cancel()
            try await task.value
            try await cache.close()
        }
    }

    @Test func churnDoesNotMakeTheTableGrowForEver() async throws {
        // A server of its own: a transaction of another test would keep vacuum from doing anything.
        let home = try await PostgresHome(try await PostgresServer(), schema: "churn")
        let cache = try await home.open()
        var sizes: [Int] = []
        for round in 0..<6 {
            for batch in 0..<10 {
                let entries = (0..<200).map { number in
                    CacheEntry(
                        CacheKey("churn:\(round):\(batch):\(number)"),
                        String(repeating: "v", count: 500),
                        expires: .seconds(10)
                    )
                }
                try await cache.setMany(entries)
            }
            try await home.advance(by: .seconds(11))
            #expect(try await cache.cleanupExpired() == 2000)
            // What autovacuum does in its own time.
            try await home.server.sql("vacuum \"\(home.schema)\".cache")
            sizes.append(try #require(try await cache.statistics().weight))
        }
        // Without that it would be three times as large; an index may still split a page.
        #expect(try #require(sizes.last) < sizes[1] * 5 / 4, "\(sizes)")
        try await cache.close()
    }
}
