import Strata
import StrataCompression
import StrataSQLite
import StrataTestKit

extension Backend {
    /// Files, under each codec.
    static let sqlite: [Backend] = [
        Backend("SQLite, JSON") { try await file(JSONCodec()) },
        Backend("SQLite, MessagePack") { try await file(MessagePackCodec()) },
        Backend("SQLite, MessagePack through LZ4") {
            try await file(CompressingCodec(MessagePackCodec(), algorithm: .lz4, threshold: 0))
        },
    ]

    private static func file(_ codec: any CacheCodec) async throws -> CacheUnderTest {
        let clock = ManualClock()
        let directory = try TemporaryDirectory()
        let open = { @Sendable (namespace: String) async throws -> SQLiteCache in
            var configuration = SQLiteCache.Configuration()
            configuration.clock = clock
            configuration.codec = codec
            configuration.namespace = namespace
            configuration.deadline = .seconds(60)
            configuration.lockTimeout = .seconds(30)
            return try await SQLiteCache(path: directory.path(of: "cache.sqlite"), configuration: configuration)
        }
        return CacheUnderTest(
            try await open("main"),
            clock: clock,
            sibling: { try await open($0) },
            peer: { try await open("main") }
        )
    }
}
