import Foundation
import PostgresSupport
import StrataCore
import StrataPostgres
import Testing

/// What stands in the table, and what comes back.
@Suite struct StoredFormTests {
    @Test func jsonStandsReadable() async throws {
        try await PostgresHomes.shared.lend { home in
            let cache = try await home.open()
            let stored = { (key: String) in
                try await home.server.sql(
                    "select value from \"\(home.schema)\".cache where key = sha256('\(key)') and plain_key = '\(key)'"
                )
            }
            try await cache.set("object", to: ["name": "Ada"], expires: .never)
            #expect(try await stored("object") == #"{"name": "Ada"}"#)
            try await cache.set("bare", to: true, expires: .never)
            #expect(try await stored("bare") == "true")
            try await cache.set("bytes", to: [1, 2, 3] as [UInt8], expires: .never)
            #expect(try await stored("bytes") == #"{"$bytes": "AQID"}"#)
            try await cache.set("nul", to: "\u{0}", expires: .never)
            #expect(try await stored("nul").hasPrefix(#"{"$bytes": ""#))
            try await cache.set("meta", to: 5, metadata: EntryMetadata(validator: "v"), expires: .never)
            #expect(try await stored("meta") == #"{"m": {"e": "v"}, "v": 5, "$strata": 1}"#)
            try await cache.close()
        }
    }

    @Test func whatOthersWroteIsRead() async throws {
        try await PostgresHomes.shared.lend { home in
            let cache = try await home.open()
            try await home.server.sql(
                """
                insert into "\(home.schema)".cache (key, value) values
                    (sha256('text'), '"by another client"'), (sha256('object'), '{"a" : [1, 2.50]}');
                """
            )
            #expect(try await cache.get("text", as: String.self) == "by another client")
            #expect(try await cache.get("object", as: [String: [Double]].self) == ["a": [1, 2.5]])
            try await cache.close()
        }
    }

    @Test(arguments: [
        ["$strata": "1"], ["$bytes": "AQID"], ["m": "1", "v": "2", "$strata": "1"], ["a": "$bytes"], ["a": "\u{0}"],
        ["\\u0000": "\\"], ["$strata": "\u{0}"], [:],
    ])
    func objectsThatLookLikeOurFormsReadBackEqual(_ value: [String: String]) async throws {
        try await expectEqual(value)
    }

    @Test func numbersReadBackEqual() async throws {
        try await expectEqual([Decimal(string: "1234567890123456789012345678901234567.8"), Decimal(string: "1e-100")])
        try await expectEqual([Double.greatestFiniteMagnitude, .leastNonzeroMagnitude, 1e22, 0.1, -1.5e-300])
        try await expectEqual([UInt64.max, 0])
        try await expectEqual(Int64.min)
        #expect(try await roundTrip(-0.0).sign == .minus)
    }

    @Test func bareValuesAndBytesReadBackEqual() async throws {
        try await expectEqual("\u{0}")
        try await expectEqual("\\u0000")
        try await expectEqual(["a\u{0}b", "\\", "\"", ":-0,"])
        try await expectEqual(Data([0xC1, 0, 0xFF]))
        try await expectEqual([UInt8]())
        try await expectEqual([[UInt8]]([[1], []]))
    }

    private func expectEqual<Value: CacheValue & Equatable>(_ value: Value) async throws {
        #expect(try await roundTrip(value) == value)
    }

    private func roundTrip<Value: CacheValue>(_ value: Value) async throws -> Value {
        try await PostgresHomes.shared.lend { home in
            let cache = try await home.open()
            try await cache.set("key", to: value, metadata: EntryMetadata(loadCost: 3), expires: .never)
            let entry = try await cache.entry("key", as: Value.self)
            #expect(entry?.metadata.loadCost == 3)
            try await cache.set("key", to: value, expires: .never)
            let found = try await cache.get("key", as: Value.self)
            try await cache.close()
            return try #require(found)
        }
    }
}
