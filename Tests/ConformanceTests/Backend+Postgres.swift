import PostgresSupport
import Strata
import StrataPostgres
import StrataTestKit

extension Backend {
    /// PostgreSQL, by each way to reach it and under each codec.
    static let postgres: [Backend] = [
        postgres("socket") { try await table(.socket, JSONCodec()) },
        postgres("TLS, MessagePack") { try await table(.tls, MessagePackCodec()) },
        postgres("pgbouncer") { try await table(.pooler, JSONCodec()) },
    ]

    private static func postgres(
        _ name: String,
        _ make: @escaping @Sendable () async throws -> CacheUnderTest
    ) -> Backend {
        Backend("PostgreSQL, \(name)", lacks: .exactTime, threads: threads, make)
    }

    private static let threads = try? OwnThreads(count: 2)

    private static func table(_ way: PostgresServer.Way, _ codec: any CacheCodec) async throws -> CacheUnderTest {
        let home = try await PostgresHomes.shared.take()
        let open = { @Sendable (table: String) async throws -> PostgresCache in
            try await home.open(way, table: table) { configuration in
                configuration.codec = codec
                configuration.deadline = .seconds(60)
                configuration.connectTimeout = .seconds(30)
            }
        }
        return CacheUnderTest(
            try await open("main"),
            traits: .timeIsApproximate,
            advance: { try await home.advance(by: $0) },
            sibling: { try await open($0 + "!") },
            peer: { try await open("main") },
            tearDown: { try await PostgresHomes.shared.giveBack(home) }
        )
    }
}
