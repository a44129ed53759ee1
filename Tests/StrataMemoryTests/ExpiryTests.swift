import StrataCore
import StrataMemory
import StrataTestKit
import Testing

@Suite struct ExpiryTests {
    private let clock = ManualClock()

    @Test func holdsToTheMillisecond() throws {
        let cache = steppedCache(clock)
        try cache.set("k", to: 1, expires: .milliseconds(50))
        clock.advance(by: .milliseconds(49))
        #expect(try cache.get("k", as: Int.self) == 1)
        #expect(try cache.timeToLive("k") == .remaining(.milliseconds(1)))
        clock.advance(by: .milliseconds(1))
        #expect(try cache.get("k", as: Int.self) == nil)
        #expect(try cache.timeToLive("k") == .absent)
        #expect(try !cache.exists("k"))
        #expect(try cache.statistics().expirations == 1)
    }

    @Test func setReplacesTheExpiration() throws {
        let cache = steppedCache(clock)
        try cache.set("k", to: 1, expires: .never)
        try cache.set("k", to: 2, expires: .milliseconds(10))
        try cache.set("l", to: 1, expires: .milliseconds(10))
        try cache.set("l", to: 2, expires: .seconds(10))
        clock.advance(by: .milliseconds(11))
        #expect(try cache.get("k", as: Int.self) == nil)
        #expect(try cache.get("l", as: Int.self) == 2)
    }

    @Test func expireCountsFromNow() throws {
        let cache = steppedCache(clock)
        #expect(try !cache.expire("k", after: .seconds(1)))
        try cache.set("k", to: 1, expires: .never)
        #expect(try cache.expire("k", after: .milliseconds(20)))
        clock.advance(by: .milliseconds(5))
        #expect(try cache.getWithTimeToLive("k", as: Int.self)?.timeToLive == .remaining(.milliseconds(15)))
        #expect(code { _ = try cache.expire("k", after: .seconds(0)) } == .invalidExpiration)
        #expect(try cache.expire("k", after: .never))
        #expect(try cache.timeToLive("k") == .immortal)
    }

    @Test func readingProlongsUpToTheExpiration() throws {
        let cache = steppedCache(clock) { $0.expiresAfterAccess = .milliseconds(100) }
        try cache.set("k", to: 1, expires: .milliseconds(250))
        for _ in 0..<2 {
            clock.advance(by: .milliseconds(90))
            #expect(try cache.get("k", as: Int.self) == 1)
        }
        #expect(try cache.timeToLive("k") == .remaining(.milliseconds(70)))
        clock.advance(by: .milliseconds(70))
        #expect(try cache.get("k", as: Int.self) == nil)
    }

    @Test func whatIsNotReadExpiresAfterAccess() throws {
        let cache = steppedCache(clock) { $0.expiresAfterAccess = .milliseconds(100) }
        try cache.set("k", to: 1, expires: .never)
        clock.advance(by: .milliseconds(99))
        #expect(try cache.exists("k"))
        clock.advance(by: .milliseconds(1))
        #expect(try !cache.exists("k"))
    }

    @Test func theExpiredGoBeforeTheLiving() throws {
        let cache = steppedCache(clock) { $0.maximumEntries = 10 }
        for number in 0..<5 { try cache.set("short:\(number)", to: number, expires: .milliseconds(50)) }
        for number in 0..<5 { try cache.set("long:\(number)", to: number, expires: .never) }
        clock.advance(by: .milliseconds(51))
        for number in 0..<5 { try cache.set("new:\(number)", to: number, expires: .never) }
        for number in 0..<5 { #expect(try cache.exists("long:\(number)")) }
        #expect(try cache.statistics().evictions == 0)
    }

    @Test func sweepingGivesEntriesBack() async throws {
        let cache = steppedCache(clock)
        for number in 0..<5000 { try cache.set("k:\(number)", to: number, expires: .seconds(number % 7 + 1)) }
        clock.advance(by: .milliseconds(3000))
        try await cache.removeExpired()
        let live = (0..<5000).filter { $0 % 7 + 1 > 3 }
        #expect(try cache.statistics().entries == live.count)
        for number in live { #expect(try cache.get("k:\(number)", as: Int.self) == number) }
    }

    @Test func writesSweepAFewAtATime() throws {
        let cache = steppedCache(clock) { $0.maximumEntries = 1000 }
        for number in 0..<100 { try cache.set("k:\(number)", to: number, expires: .milliseconds(10)) }
        clock.advance(by: .milliseconds(100))
        for number in 0..<100 { try cache.set("l", to: number, expires: .never) }
        #expect(try cache.statistics().entries == 1)
    }

    @Test func theClockMayGoBack() throws {
        let cache = steppedCache(clock)
        try cache.set("k", to: 1, expires: .milliseconds(10))
        clock.advance(by: .milliseconds(-4000))
        #expect(try cache.get("k", as: Int.self) == 1)
        for number in 0..<100 { try cache.set("l:\(number)", to: number, expires: .milliseconds(10)) }
        clock.advance(by: .milliseconds(11))
        for number in 0..<100 { #expect(try !cache.exists("l:\(number)")) }
        #expect(try cache.exists("k"))
        clock.advance(by: .milliseconds(1_000_000_000_000))
        #expect(try !cache.exists("k"))
        try cache.set("m", to: 1, expires: .days(36_000))
        #expect(try cache.exists("m"))
    }

    /// The wheel keeps slots that were given up; a table that shrinks must not leave them in its lists.
    @Test func shrinkingLosesNoExpiration() async throws {
        let cache = steppedCache(clock) { $0.maximumEntries = 8000 }
        for round in 0..<3 {
            for number in 0..<4000 {
                try cache.set("k:\(round):\(number)", to: number, expires: .milliseconds(number % 900 + 100))
            }
            for number in 0..<4000 where number % 16 != 0 { try cache.remove("k:\(round):\(number)") }
        }
        #expect(try cache.statistics().entries == 750)
        clock.advance(by: .milliseconds(500))
        try await cache.removeExpired()
        let live = (0..<4000).filter { $0 % 16 == 0 && $0 % 900 + 100 > 500 }
        #expect(try cache.statistics().entries == 3 * live.count)
        for number in live { #expect(try cache.get("k:2:\(number)", as: Int.self) == number) }
        clock.advance(by: .milliseconds(500))
        try await cache.removeExpired()
        #expect(try cache.statistics().entries == 0)
    }
}
