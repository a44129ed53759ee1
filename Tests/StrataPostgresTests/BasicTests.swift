import PostgresSupport
import StrataCore
import StrataPostgres
import Testing

@Suite struct BasicTests {
    @Test func storesAndReads() async throws {
        try await PostgresHomes.shared.lend { home in
            let cache = try await home.open()
            try await cache.set("a", to: "value", expires: .seconds(60))
            #expect(try await cache.get("a", as: String.self) == "value")
            try await cache.close()
        }
    }
}
