import StrataCore
import StrataResults
import StrataTestKit
import Testing

@Suite struct RateLimiterTests {
    let clock = ManualClock()
    let cache: UnsteadyCache

    init() {
        cache = UnsteadyCache(clock: clock)
    }

    private func limiter(
        _ algorithm: RateLimiter.Algorithm,
        limit: Int64 = 10,
        whenCacheFails policy: RateLimiter.FailurePolicy = .throwError
    ) throws -> RateLimiter {
        try RateLimiter(
            "api",
            limit: limit,
            per: .seconds(60),
            algorithm: algorithm,
            in: cache,
            whenCacheFails: policy,
            clock: clock
        )
    }

    @Test func aFixedWindowTakesOneTripADecision() async throws {
        let limiter = try limiter(.fixedWindow)
        for count in 1...12 {
            #expect(try await limiter.allow("a").isAllowed == (count <= 10))
            #expect(cache.takeCalls() == [.increment])
        }
        #expect(try await limiter.allow("b").isAllowed)
        clock.advance(by: .seconds(60))
        #expect(try await limiter.allow("a").remaining == 9)
    }

    @Test func aSlidingWindowTakesTwoTripsAndOneWhenItDenies() async throws {
        let limiter = try limiter(.slidingWindow)
        for _ in 1...10 {
            #expect(try await limiter.allow("a").isAllowed)
            #expect(cache.takeCalls() == [.getMany, .increment])
        }
        let denied = try await limiter.allow("a")
        #expect(!denied.isAllowed && denied.retryAfter == .seconds(66))
        #expect(cache.takeCalls() == [.getMany])
        clock.advance(by: .seconds(90))
        for count in 1...6 { #expect(try await limiter.allow("a").isAllowed == (count <= 5)) }
    }

    @Test func whoIsDeniedAgainAndAgainIsAllowedWhenItIsTime() async throws {
        let limiter = try limiter(.slidingWindow)
        while try await limiter.allow("a").isAllowed {}
        for _ in 0..<1000 { _ = try await limiter.allow("a") }
        clock.advance(by: .seconds(66))
        #expect(try await limiter.allow("a").isAllowed)
        #expect(try await !limiter.allow("a").isAllowed)
    }

    @Test func aRequestThatIsTooLargeForWhatIsLeftSpendsNothing() async throws {
        for algorithm in [RateLimiter.Algorithm.fixedWindow, .slidingWindow] {
            let limiter = try limiter(algorithm)
            let client = "\(algorithm)"
            #expect(try await limiter.allow(client, cost: 8).remaining == 2)
            #expect(try await !limiter.allow(client, cost: 3).isAllowed)
            #expect(try await limiter.allow(client, cost: 2).isAllowed)
        }
    }

    @Test func whatCostsMoreThanTheLimitIsDeniedWithoutATrip() async throws {
        let denied = try await limiter(.fixedWindow).allow("a", cost: 11)
        #expect(!denied.isAllowed && denied.retryAfter == nil && denied.failure == nil)
        #expect(cache.takeCalls().isEmpty)
    }

    @Test(arguments: [RateLimiter.Algorithm.fixedWindow, .slidingWindow])
    func racingTasksAreNeverAllowedMoreThanTheLimit(algorithm: RateLimiter.Algorithm) async throws {
        let limiter = try limiter(algorithm, limit: 100)
        for _ in 0..<5 {
            let allowed = try await withThrowingTaskGroup(of: Int.self) { group in
                for task in 0..<500 {
                    group.addTask {
                        let cost = Int64(task % 3 + 1)
                        return try await limiter.allow("a", cost: cost).isAllowed ? Int(cost) : 0
                    }
                }
                return try await group.reduce(0, +)
            }
            // Who lost a race has given its places back, so that requests of one take what is left.
            var rest = 0
            while try await limiter.allow("a").isAllowed { rest += 1 }
            #expect(algorithm == .slidingWindow ? allowed + rest == 100 : (98...100).contains(allowed + rest))
            clock.advance(by: .seconds(120))
        }
    }

    @Test(arguments: [RateLimiter.Algorithm.fixedWindow, .slidingWindow])
    func theCallerChoosesWhatAFailureMeans(algorithm: RateLimiter.Algorithm) async throws {
        cache.set(.fails(.unavailable), on: .increment)
        cache.set(.fails(.unavailable), on: .getMany)
        let allowed = try await limiter(algorithm, whenCacheFails: .allow).allow("a")
        #expect(allowed.isAllowed && allowed.failure == .unavailable && allowed.remaining == 0)
        let denied = try await limiter(algorithm, whenCacheFails: .deny).allow("a")
        #expect(!denied.isAllowed && denied.failure == .unavailable && denied.retryAfter == nil)
        let limiter = try limiter(algorithm, whenCacheFails: .throwError)
        await #expect { try await limiter.allow("a") } throws: { ($0 as? CacheError)?.code == .unavailable }
    }

    @Test func cancellationIsNoFailure() async throws {
        cache.set(.fails(.cancelled), on: .increment)
        let limiter = try limiter(.fixedWindow, whenCacheFails: .allow)
        await #expect { try await limiter.allow("a") } throws: { ($0 as? CacheError)?.code == .cancelled }
    }

    @Test func aCounterAtTheEndOfItsRangeIsFull() async throws {
        cache.set(.fails(.outOfRange), on: .increment)
        let denied = try await limiter(.fixedWindow, whenCacheFails: .allow).allow("a")
        #expect(!denied.isAllowed && denied.failure == nil && denied.remaining == 0)
    }

    @Test(arguments: [Int64(0), -1, .min])
    func aRequestCostsSomething(cost: Int64) async throws {
        let limiter = try limiter(.fixedWindow)
        await #expect { try await limiter.allow("a", cost: cost) } throws: {
            ($0 as? CacheError)?.code == .invalidArgument
        }
    }

    @Test(arguments: [
        (Int64(0), Duration.seconds(1)), (-1, .seconds(1)), (.max, .seconds(1)), (1, .zero), (1, .seconds(-1)),
        (1, .seconds(366 * 86_400 + 1)),
    ])
    func limitsAndWindowsHaveARange(limit: Int64, window: Duration) {
        #expect {
            try RateLimiter("api", limit: limit, per: window, in: cache, whenCacheFails: .deny)
        } throws: {
            ($0 as? CacheError)?.code == .invalidConfiguration
        }
    }

    @Test func limitersAndClientsDoNotRunTogether() async throws {
        func one(_ name: String, _ client: String, _ window: Duration = .seconds(60)) async throws -> Bool {
            let limiter = try RateLimiter(
                name,
                limit: 1,
                per: window,
                algorithm: .fixedWindow,
                in: cache,
                whenCacheFails: .throwError,
                clock: clock
            )
            return try await limiter.allow(client).isAllowed
        }
        #expect(try await one("a", "b:c"))
        #expect(try await one("a:b", "c"))
        #expect(try await one("a", "b%3Ac"))
        #expect(try await one("a", "b:c", .seconds(30)))
        #expect(try await !one("a", "b:c"))
    }
}
