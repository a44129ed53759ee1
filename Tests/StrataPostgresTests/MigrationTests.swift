import Foundation
import PostgresSupport
import StrataCore
import Testing

@testable import StrataPostgres

@Suite struct MigrationTests {
    @Test(arguments: Migration.all.indices)
    func theLibraryHoldsWhatTheFileHolds(_ index: Int) throws {
        let migration = Migration.all[index]
        let file = Shell.package.appendingPathComponent("Migrations/postgres/" + migration.fileName)
        let text = try String(contentsOf: file, encoding: .utf8)
        let start = try #require(text.range(of: "\nbegin;\n")).upperBound
        let end = try #require(text.range(of: "commit;\n", options: .backwards)).lowerBound
        #expect(migration.sql == text[start..<end].trimmingCharacters(in: .newlines))
    }

    @Test func allFilesAreKnown() throws {
        #expect(try PostgresServer.migrations() == Migration.all.map(\.fileName))
    }

    @Test func filesCanBeAppliedAgain() async throws {
        try await PostgresHomes.shared.lend { home in
            let cache = try await home.open()
            try await cache.set("key", to: 1, expires: .never)
            try await home.server.migrate(schema: home.schema)
            #expect(try await cache.get("key", as: Int.self) == 1)
            try await cache.close()
        }
    }

    @Test func aFilledTableOfSecondsIsConverted() async throws {
        try await PostgresHomes.shared.lend(isOwn: true) { home in
            let table = "\"\(home.schema)\".\"old\""
            try await home.server.sql(
                """
                drop schema "\(home.schema)" cascade; create schema "\(home.schema)";
                grant usage on schema "\(home.schema)" to app;
                create table \(table) (id bigserial primary key, created_at timestamp, updated_at timestamp,
                    key bytea not null unique, plain_key text, value jsonb not null, expires_at bigint);
                insert into \(table) (key, plain_key, value, expires_at) values
                    (sha256('soon'), 'soon', '1', extract(epoch from now())::bigint + 3600),
                    (sha256('gone'), 'gone', '2', extract(epoch from now())::bigint - 1),
                    (sha256('never'), 'never', '3', null);
                """
            )
            for _ in 0..<2 { try await home.prepare(table: "old") }
            try await home.server.migrate(schema: home.schema, table: "old")
            let cache = try await home.open(table: "old")
            #expect(try await cache.getMany(["soon", "gone", "never"], as: Int.self) == ["soon": 1, "never": 3])
            guard case .remaining(let left) = try await cache.timeToLive("soon") else {
                Issue.record("the entry does not expire")
                return
            }
            #expect(left > .seconds(3500) && left <= .seconds(3600))
            try await cache.close()
        }
    }

    @Test func downFilesTakeEverythingBack() async throws {
        try await PostgresHomes.shared.lend(isOwn: true) { home in
            try await home.prepare(table: "down")
            let files = try PostgresServer.migrations().reversed().map { $0.replacing(".sql", with: ".down.sql") }
            for _ in 0..<2 {
                try await home.server.migrate(Array(files.dropLast()), schema: home.schema, table: "down")
            }
            try await home.server.migrate([files[files.count - 1]], schema: home.schema, table: "down")
            let left = try await home.server.sql(
                "select count(*) from pg_class where relnamespace = '\"\(home.schema)\"'::regnamespace"
            )
            #expect(left == "0")
        }
    }

    @Test func aMissingMigrationIsNamed() async throws {
        try await PostgresHomes.shared.lend(isOwn: true) { home in
            var applied: [String] = []
            for file in try PostgresServer.migrations() {
                let error = try await #require(throws: CacheError.self) { try await open(home) }
                #expect(error.code == .schemaMismatch)
                #expect(error.message?.contains(file) == true, "\(error)")
                applied.append(file)
                try await home.server.migrate(applied, schema: home.schema, table: "step")
            }
            let last = try await open(home)
            try await home.server.sql(
                "insert into \"\(home.schema)\".step (key, value, expires_at) values ('x', '1', 5)"
            )
            let error = try await #require(throws: CacheError.self) { try await open(home) }
            #expect(error.message?.contains("seconds") == true)
            try await last.close()
        }
    }

    @Test func theLibraryMigratesWhenAskedTo() async throws {
        try await PostgresHomes.shared.lend(isOwn: true) { home in
            let caches = try await withThrowingTaskGroup(of: PostgresCache.self) { group in
                for _ in 0..<4 { group.addTask { try await open(home, migrates: true) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try await caches[0].set("key", to: 1, expires: .never)
            #expect(try await caches[3].get("key", as: Int.self) == 1)
            for cache in caches { try await cache.close() }
        }
    }

    private func open(_ home: PostgresHome, migrates: Bool = false) async throws -> PostgresCache {
        var configuration = PostgresCache.Configuration()
        configuration.schema = home.schema
        configuration.table = "step"
        configuration.connections = 1
        configuration.migrates = migrates
        return try await PostgresCache(url: home.server.url(role: "owner"), configuration: configuration)
    }
}
