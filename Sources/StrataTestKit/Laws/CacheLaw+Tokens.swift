import StrataCore

extension CacheLaw {
    /// Law 10, for tokens: compare and change in one step, and fencing numbers that only grow.
    public static let tokens: [CacheLaw] = [
        CacheLaw(
            10,
            "compareAndSet changes exactly what was expected",
            because: "Locks are built on it: who does not hold the token must not move it.",
            requires: [.storage, .atomic]
        ) { trial in
            let cache = try trial.atomic
            let (one, two) = (CacheToken.random(), CacheToken.random())
            let steps: [(expected: CacheToken?, token: CacheToken, stored: Bool)] = [
                (one, two, false), (nil, one, true), (nil, two, false), (two, two, false), (one, two, true),
                (two, one, true),
            ]
            for (index, step) in steps.enumerated() {
                let stored = try await cache.compareAndSet(
                    "law:key",
                    expecting: step.expected,
                    to: step.token,
                    expires: .seconds(60)
                )
                try expect(stored, is: step.stored, "compareAndSet in step \(index + 1)")
            }
            try await trial.expect("law:key", holds: one.bytes, "of a token as its bytes")
        },
        CacheLaw(
            10,
            "compareAndSet has exactly one winner",
            because: "Of all who saw the same token, one may replace it.",
            requires: [.storage, .atomic]
        ) { trial in
            let cache = try trial.atomic
            let first = CacheToken.random()
            _ = try await cache.compareAndSet("law:race", expecting: nil, to: first, expires: .seconds(60))
            let winners = try await race(100) { _ in
                try await cache.compareAndSet("law:race", expecting: first, to: .random(), expires: .seconds(60))
            }
            try expect(winners.filter(\.self).count, is: 1, "the number of winners among 100 tasks")
        },
        CacheLaw(
            10,
            "compareAndRemove removes exactly what was expected",
            because: "A lock that has passed to somebody else must not be taken from them.",
            requires: [.storage, .atomic]
        ) { trial in
            let cache = try trial.atomic
            let token = CacheToken.random()
            try await expect(
                cache.compareAndRemove("law:key", expecting: token),
                is: false,
                "compareAndRemove of nothing"
            )
            _ = try await cache.compareAndSet("law:key", expecting: nil, to: token, expires: .seconds(60))
            let other = try await cache.compareAndRemove("law:key", expecting: .random())
            try expect(other, is: false, "compareAndRemove with another token")
            try await expect(cache.exists("law:key"), is: true, "exists after compareAndRemove with another token")
            try await expect(cache.compareAndRemove("law:key", expecting: token), is: true, "compareAndRemove")
            try await expect(cache.exists("law:key"), is: false, "exists after compareAndRemove")
            try await cache.set("law:key", to: Sample(), expires: .seconds(60))
            try await expect(
                cache.compareAndRemove("law:key", expecting: token),
                is: false,
                "compareAndRemove of a value"
            )
            try await trial.expect("law:key", holds: Sample(), "of a value that is no token")
        },
        CacheLaw(
            10,
            "any bytes are a token",
            because: "Tokens are opaque; an empty one is not the absence of one.",
            requires: [.storage, .atomic]
        ) { trial in
            let cache = try trial.atomic
            let odd: [[UInt8]] = [
                [], [0], [0xC1], [0xC1, 0], [0xC1, 2, 9], Array("{}".utf8), .init(repeating: 0, count: 65_536),
            ]
            for bytes in odd {
                let token = CacheToken(bytes)
                let lost = try await cache.compareAndSet("law:key", expecting: token, to: token, expires: .never)
                try expect(lost, is: false, "compareAndSet of nothing expecting \(shown(bytes))")
                let won = try await cache.compareAndSet("law:key", expecting: nil, to: token, expires: .never)
                try expect(won, is: true, "compareAndSet of nothing to \(shown(bytes))")
                try await trial.expect("law:key", holds: bytes, "of a token as its bytes")
                try await expect(cache.compareAndRemove("law:key", expecting: token), is: true, "compareAndRemove")
            }
        },
        CacheLaw(
            10,
            "compareAndExpire and compareAndSet give a new expiration",
            because: "A lock is kept by renewing it, and ends when nobody does.",
            requires: [.storage, .atomic, .exactTime]
        ) { trial in
            let cache = try trial.atomic
            let token = CacheToken.random()
            for key in ["law:renewed", "law:foreign", "law:swapped"] as [CacheKey] {
                _ = try await cache.compareAndSet(key, expecting: nil, to: token, expires: .milliseconds(50))
            }
            try await trial.advance(.milliseconds(49))
            let renewed = try await cache.compareAndExpire("law:renewed", expecting: token, expires: .milliseconds(50))
            try expect(renewed, is: true, "compareAndExpire")
            let foreign = try await cache.compareAndExpire("law:foreign", expecting: .random(), expires: .hours(1))
            try expect(foreign, is: false, "compareAndExpire with another token")
            _ = try await cache.compareAndSet("law:swapped", expecting: token, to: token, expires: .milliseconds(50))
            try await trial.aroundTheEnd { isPresent in
                try await trial.expect("law:renewed", holds: isPresent ? token.bytes : nil, "around the renewed end")
                try await expect(cache.exists("law:swapped"), is: isPresent, "exists around the new end")
                try await expect(cache.exists("law:foreign"), is: false, "exists of what nobody renewed")
            }
        },
        CacheLaw(
            10,
            "acquire has exactly one winner",
            because: "It is the lock itself.",
            requires: [.storage, .atomic]
        ) { trial in
            let cache = try trial.atomic
            let numbers = try await race(100) { _ in
                try await cache.acquire("law:race", token: .random(), expires: .seconds(60))
            }.compactMap(\.self)
            try expect(numbers.count, is: 1, "the number of winners among 100 tasks")
            try await expect(cache.exists("law:race"), is: true, "exists of an acquired key")
            try await expect(
                cache.acquire("law:race", token: .random(), expires: .never),
                is: nil,
                "acquire of a taken key"
            )
        },
        CacheLaw(
            10,
            "fencing numbers only grow",
            because: "A storage that has seen a greater number refuses the late holder of a smaller one.",
            requires: [.storage, .atomic]
        ) { trial in
            let cache = try trial.atomic
            var numbers: [UInt64] = []
            for round in 0..<8 {
                let token = CacheToken.random()
                numbers.append(try required(try await cache.acquire("law:key", token: token, expires: .seconds(60))))
                try await trial.expect("law:key", holds: token.bytes, "of an acquired key")
                switch round % 4 {
                case 0: try await cache.remove("law:key")
                case 1: _ = try await cache.compareAndRemove("law:key", expecting: token)
                case 2: try await cache.clear()
                default:
                    try await cache.set("law:key", to: 1, expires: .seconds(60))
                    try await cache.removeMany(["law:key"])
                }
            }
            try expectGrowth(of: numbers)
        },
        CacheLaw(
            10,
            "fencing numbers grow over expirations",
            because: "A holder whose lock has expired is exactly who must be told apart by its number.",
            requires: [.storage, .atomic, .time]
        ) { trial in
            let cache = try trial.atomic
            var numbers: [UInt64] = []
            for _ in 0..<3 {
                let number = try await cache.acquire("law:key", token: .random(), expires: .milliseconds(100))
                numbers.append(try required(number))
                try await trial.advance(.milliseconds(150))
            }
            try expectGrowth(of: numbers)
        },
    ]

    private static func expectGrowth(of numbers: [UInt64]) throws {
        try expect(numbers.allSatisfy { $0 > 0 }, "a fencing number is zero: \(numbers)")
        try expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }, "fencing numbers do not grow: \(numbers)")
    }
}
