import StrataCore
@testable import StrataSQLite
import Testing

/// Many tasks on one cache.
@Suite struct SQLiteConcurrencyTests {
    @Test func tenThousandTasksAtOnce() async throws {
        let file = try CacheFile()
        let cache = try await file.open()
        let sum = try await withThrowingTaskGroup(of: Int64.self) { group in
            for index in 0..<10_000 {
                group.addTask {
                    try await cache.set("key:\(index % 100)", to: index, expires: .never)
                    return try await cache.increment("sum", expires: .never)
                }
            }
            var greatest: Int64 = 0
            for try await sum in group { greatest = max(greatest, sum) }
            return greatest
        }
        #expect(sum == 10_000)
        #expect(try await cache.get("sum", as: Int64.self) == 10_000)
        #expect(try await cache.keys(matching: "key:*").count == 100)
        try await cache.close()
    }

    @Test func aBadWriteFailsAloneAmongThoseThatShareItsTransaction() async throws {
        let file = try CacheFile()
        let cache = try await file.open()
        try await cache.set("text", to: "no number", expires: .never)
        let codes = await withTaskGroup(of: CacheError.Code?.self) { group in
            for index in 0..<300 {
                group.addTask {
                    await code {
                        switch index % 3 {
                        case 0: try await cache.set("good:\(index)", to: index, expires: .never)
                        case 1: _ = try await cache.increment("text", expires: .never)
                        default: try await Self.failHalfway(cache, "half:\(index)")
                        }
                    }
                }
            }
            return await group.reduce(into: [CacheError.Code?: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(codes == [nil: 100, .typeMismatch: 100, .outOfRange: 100])
        #expect(try await cache.keys(matching: "good:*").count == 100)
        #expect(try await cache.keys(matching: "half:*").isEmpty)
        #expect(try await cache.get("text", as: String.self) == "no number")
    }

    @Test func aValueThatCannotBeEncodedHurtsNobodyElse() async throws {
        let file = try CacheFile()
        let cache = try await file.open()
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<100 {
                group.addTask {
                    let bad = await code { try await cache.set("bad", to: Unencodable(), expires: .never) }
                    let good = await code { try await cache.set("good:\(index)", to: index, expires: .never) }
                    #expect(bad == .encodingFailed)
                    #expect(good == nil)
                }
            }
        }
        #expect(try await cache.statistics().entries == 100)
    }

    @Test func closingWhileManyWorkAnswersEveryone() async throws {
        let file = try CacheFile()
        let cache = try await file.open()
        let codes = await withTaskGroup(of: CacheError.Code?.self) { group in
            for index in 0..<500 {
                group.addTask { await code { try await cache.set("key:\(index)", to: index, expires: .never) } }
                group.addTask { await code { _ = try await cache.get("key:\(index)", as: Int.self) } }
            }
            group.addTask { await code { try await cache.close() } }
            return await group.reduce(into: Set<CacheError.Code?>()) { $0.insert($1) }
        }
        #expect(codes.isSubset(of: [nil, .closed]))
        #expect(await code { try await cache.ping() } == .closed)
        let again = try await file.open()
        #expect(try RawDatabase(file.path).rows("PRAGMA integrity_check") == ["ok"])
        try await again.close()
    }

    @Test func cancelledTasksLeaveTheCacheInOrder() async throws {
        let file = try CacheFile()
        let cache = try await file.open()
        let tasks = (0..<400).map { index in
            Task { await code { try await cache.set("key:\(index)", to: index, expires: .never) } }
        }
        for task in tasks where Bool.random() { task.cancel() }
        for (index, task) in tasks.enumerated() {
            let outcome = await task.value
            #expect(outcome == nil || outcome == .cancelled)
            if outcome == nil { #expect(try await cache.get("key:\(index)", as: Int.self) == index) }
        }
        #expect(try await cache.increment("counter", expires: .never) == 1)
    }

    /// Writes, and fails before it is through.
    private static func failHalfway(_ cache: SQLiteCache, _ key: CacheKey) async throws {
        let write = try cache.encode(CacheEntry(key, 1, expires: .never))
        try await cache.perform(.compoundWrite) { store in
            try store.write(write, at: store.now)
            throw CacheError(.outOfRange)
        }
    }
}

/// What no codec takes.
private struct Unencodable: Codable, Sendable {
    init() {}

    init(from decoder: any Decoder) throws {}

    func encode(to encoder: any Encoder) throws {
        throw EncodingError.invalidValue(self, .init(codingPath: [], debugDescription: "refuses"))
    }
}
