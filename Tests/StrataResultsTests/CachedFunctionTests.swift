import StrataCore
import StrataResults
import StrataTestKit
import Testing

@Suite struct CachedFunctionTests {
    struct User: Codable, Sendable, Equatable {
        var id: String
        var page: Int
    }

    struct Failure: Error, Equatable {}

    let cache = PlainCache()
    let calls = Counter()
    let log = RecordingObserver()

    private func fetchUser() -> CachedFunction<User?, String, Int> {
        cached("fetchUser", version: 1, expires: .hours(1), in: cache, observer: log) {
            [calls] (id: String, page: Int) async throws -> User? in
            calls.increment()
            if id == "bad" { throw Failure() }
            return id == "none" ? nil : User(id: id, page: page)
        }
    }

    @Test func theSecondCallIsAnsweredFromTheCache() async throws {
        let fetchUser = fetchUser()
        #expect(try await fetchUser("1", 2) == User(id: "1", page: 2))
        #expect(try await fetchUser("1", 2) == User(id: "1", page: 2))
        #expect(try await fetchUser("1", 3) == User(id: "1", page: 3))
        #expect(calls.value == 2)
        #expect(log.events.map(\.kind) == [.miss, .load, .write, .hit, .miss, .load, .write])
    }

    @Test func theKeyHasFourReadableParts() throws {
        let key = try fetchUser().key(for: "4\"2", 1).rawValue
        let parts = key.split(separator: ":")
        #expect(parts.count == 4)
        #expect(parts[0] == "cached" && parts[1] == "fetchUser" && parts[3] == #""4\"2",1"#)
        #expect(parts[2].count == 12 && parts[2].allSatisfy(\.isHexDigit))
    }

    @Test func nilIsReturnedAndNeverStored() async throws {
        let fetchUser = fetchUser()
        #expect(try await fetchUser("none", 0) == nil)
        #expect(try await fetchUser("none", 0) == nil)
        #expect(calls.value == 2)
        #expect(cache.keys.isEmpty)
    }

    @Test func anErrorOfTheFunctionPassesUnchangedAndIsNeverStored() async throws {
        let fetchUser = fetchUser()
        for _ in 0..<2 { await #expect(throws: Failure()) { try await fetchUser("bad", 0) } }
        #expect(calls.value == 2)
        #expect(cache.keys.isEmpty)
    }

    @Test(arguments: [CacheError.Code.unavailable, .deadlineExceeded, .storageFull, .backendFailure, .closed])
    func aFailingCacheCostsNothingButSpeed(code: CacheError.Code) async throws {
        let fetchUser = fetchUser()
        cache.fail(with: code)
        #expect(try await fetchUser("1", 2) == User(id: "1", page: 2))
        #expect(calls.value == 1)
        #expect(log.events.map(\.kind) == [.failure, .load])
    }

    @Test func anEntryThatDoesNotDecodeIsReplaced() async throws {
        let fetchUser = fetchUser()
        cache.put(Array("{".utf8), at: try fetchUser.key(for: "1", 2))
        #expect(try await fetchUser("1", 2) == User(id: "1", page: 2))
        #expect(try await fetchUser("1", 2) == User(id: "1", page: 2))
        #expect(calls.value == 1)
        #expect(log.events.map(\.kind) == [.corruptEntry, .load, .write, .hit])
    }

    @Test func invalidateAndRefresh() async throws {
        let fetchUser = fetchUser()
        _ = try await fetchUser("1", 2)
        try await fetchUser.invalidate("1", 2)
        #expect(cache.keys.isEmpty)
        _ = try await fetchUser("1", 2)
        #expect(try await fetchUser.refresh("1", 2) == User(id: "1", page: 2))
        #expect(calls.value == 3)
    }

    @Test func aRefreshThatFailsLeavesWhatWasStored() async throws {
        let fails = Counter()
        let load = cached("load", in: cache) { (_: Int) async throws -> String in
            if fails.increment() > 1 { throw Failure() }
            return "first"
        }
        _ = try await load(1)
        await #expect(throws: Failure()) { try await load.refresh(1) }
        #expect(try await load(1) == "first")
    }

    @Test func aFailingInvalidationIsTold() async throws {
        let fetchUser = fetchUser()
        cache.fail(with: .unavailable)
        await #expect(throws: CacheError.self) { try await fetchUser.invalidate("1", 2) }
    }

    @Test func anArgumentThatCannotBeEncodedRunsTheFunction() async throws {
        struct Stubborn: Encodable, Sendable {
            func encode(to encoder: any Encoder) throws { throw Failure() }
        }
        let run = cached("run", in: cache, observer: log) { (_: Stubborn) async throws -> Int in 1 }
        #expect(throws: CacheError.self) { try run.key(for: Stubborn()) }
        #expect(try await run(Stubborn()) == 1)
        #expect(try await run.refresh(Stubborn()) == 1)
        #expect(log.events.map(\.kind) == [.failure, .failure])
    }

    @Test func theCacheOfTheTaskComesBeforeTheDeclaredOneAndAfterTheChosenOne() async throws {
        let fetchUser = fetchUser()
        let swapped = PlainCache()
        let chosen = PlainCache()
        try await withResultCache(swapped) {
            _ = try await fetchUser("1", 2)
            _ = try await fetchUser.using(chosen)("1", 2)
        }
        #expect(cache.keys.isEmpty)
        #expect(swapped.keys.count == 1 && chosen.keys.count == 1)
        #expect(calls.value == 2)
    }

    @Test func withoutAnyCacheTheFunctionRuns() async throws {
        let double = cached("double") { [calls] (number: Int) async throws -> Int in
            calls.increment()
            return number * 2
        }
        #expect(try await double(2) == 4)
        #expect(try await double(2) == 4)
        #expect(calls.value == 2)
    }

    @Test func theScopedFormStoresToo() async throws {
        for _ in 0..<2 {
            let value = try await cache.cachedValue("user", "1", 5, expires: .hours(1)) { [calls] in
                calls.increment()
                return User(id: "1", page: 5)
            }
            #expect(value == User(id: "1", page: 5))
        }
        #expect(calls.value == 1)
    }

    @Test func aRefreshThatBringsNothingLeavesNothing() async throws {
        let there = Counter()
        let find = cached("find", in: cache) { (_: Int) async throws -> String? in there.increment() > 1 ? nil : "first"
        }
        _ = try await find(1)
        #expect(try await find.refresh(1) == nil)
        #expect(try await find(1) == nil)
        #expect(cache.keys.isEmpty)
    }

    @Test func aCacheThatGivesUpByItselfIsACacheThatFails() async throws {
        cache.fail(with: .cancelled)
        #expect(try await cache.cachedValue("value", 1) { 7 } == 7)
    }
}
