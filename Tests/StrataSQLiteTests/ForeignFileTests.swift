import StrataCore
@testable import StrataSQLite
import Testing

/// Files that are not a cache of this version. None of them may be changed or replaced.
@Suite struct ForeignFileTests {
    @Test func garbageIsReportedAndKept() async throws {
        let file = try CacheFile()
        let garbage = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try file.replace(with: garbage)
        #expect(await code { _ = try await file.open() } == .corrupted)
        #expect(try file.bytes() == garbage)
    }

    @Test func aForeignDatabaseIsReportedAndKept() async throws {
        let file = try CacheFile()
        try file.make("CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1);")
        let before = try file.bytes()
        #expect(await code { _ = try await file.open() } == .corrupted)
        #expect(try file.bytes() == before)
    }

    @Test func aFileMarkedByAnotherApplicationIsForeign() async throws {
        let file = try CacheFile()
        try file.make("PRAGMA application_id = 42; PRAGMA user_version = 2;")
        #expect(await code { _ = try await file.open() } == .corrupted)
    }

    @Test(arguments: [0.3, 0.7])
    func aTruncatedFileIsReported(part: Double) async throws {
        let file = try await filledFile()
        let bytes = try file.bytes()
        try file.replace(with: Array(bytes.prefix(Int(Double(bytes.count) * part))))
        #expect(await code { try await readEverything(file) } == .corrupted)
    }

    @Test func garbageInTheMiddleIsReportedAndTheRestIsRead() async throws {
        let file = try await filledFile()
        var bytes = try file.bytes()
        for index in (bytes.count / 3)..<(bytes.count / 2) { bytes[index] = 0xA5 }
        try file.replace(with: bytes)
        #expect(await code { try await readEverything(file) } == .corrupted)
        #expect(try file.bytes()[bytes.count / 3] == 0xA5)
    }

    @Test func aNewerSchemaIsRefused() async throws {
        let file = try CacheFile()
        try await file.open().close()
        try file.make("PRAGMA user_version = 99")
        let error = await #expect(throws: CacheError.self) { _ = try await file.open() }
        #expect(error?.code == .schemaMismatch)
        #expect(try RawDatabase(file.path).rows("PRAGMA user_version") == ["99"])
    }

    @Test func anOlderSchemaIsMigratedWithItsEntries() async throws {
        let file = try CacheFile()
        try makeOlder(file)
        let cache = try await file.open()
        #expect(try await cache.get("key", as: Int.self) == 7)
        try await cache.set("tagged", to: 1, expires: .never, tags: ["tag"])
        try await cache.invalidate(tag: "tag")
        #expect(try await cache.exists("tagged") == false)
        #expect(try RawDatabase(file.path).rows("PRAGMA user_version") == ["2"])
    }

    @Test func anOlderSchemaNamesTheMissingMigrationWhereItMayNotBeApplied() async throws {
        let file = try CacheFile()
        try makeOlder(file)
        let error = await #expect(throws: CacheError.self) { _ = try await file.open { $0.migratesSchema = false } }
        #expect(error?.code == .schemaMismatch)
        #expect(error?.message?.contains("0002_create_tags_and_sequences.sql") == true)
        #expect(try RawDatabase(file.path).rows("PRAGMA user_version") == ["1"])
    }

    /// A file as the first migration left it, with one entry.
    private func makeOlder(_ file: CacheFile) throws {
        try file.make(try MigrationFiles.text(of: "0001_create_cache.sql"))
        try file.make(
            """
            INSERT INTO namespaces (id, name) VALUES (1, x'');
            INSERT INTO cache (namespace, key, accessed_at, value) VALUES (1, CAST('key' AS BLOB), 0, CAST('7' AS BLOB));
            """
        )
    }

    private func filledFile() async throws -> CacheFile {
        let file = try CacheFile()
        let cache = try await file.open()
        let value = [UInt8](repeating: 7, count: 1000)
        try await cache.setMany((0..<500).map { CacheEntry("key:\($0)", value, expires: .never) })
        try await cache.close()
        return file
    }

    private func readEverything(_ file: CacheFile) async throws {
        let cache = try await file.open()
        let keys = try await cache.keys(matching: "*")
        for key in keys { _ = try await cache.get(key, as: [UInt8].self) }
        for index in 0..<500 { _ = try await cache.get("key:\(index)", as: [UInt8].self) }
    }
}
