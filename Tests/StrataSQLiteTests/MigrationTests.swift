import StrataCore
@testable import StrataSQLite
import Testing

/// The plain files and what the library applies itself.
@Suite struct MigrationTests {
    @Test func everyFileIsEmbedded() throws {
        #expect(try MigrationFiles.names() == Migration.all.map(\.fileName))
        #expect(Migration.all.map(\.version) == Array(1...Int64(Migration.all.count)))
    }

    @Test(arguments: [1, 2])
    func theFilesMakeTheSchemaThatTheLibraryMakes(times: Int) async throws {
        let (plain, own) = (try CacheFile(), try CacheFile())
        for _ in 0..<times {
            for name in try MigrationFiles.names() { try plain.make(try MigrationFiles.text(of: name)) }
        }
        try await own.open().close()
        #expect(try description(of: plain) == description(of: own))
        let cache = try await plain.open { $0.migratesSchema = false }
        try await cache.set("key", to: 1, expires: .never)
        #expect(try await cache.get("key", as: Int.self) == 1)
    }

    /// All that makes up the schema, without differences of white space.
    private func description(of file: CacheFile) throws -> [String] {
        let database = try RawDatabase(file.path)
        var lines = try database.rows("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name").map { row in
            row.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        for pragma in ["application_id", "user_version", "auto_vacuum", "journal_mode", "page_size"] {
            lines += try database.rows("PRAGMA \(pragma)")
        }
        return lines
    }
}
