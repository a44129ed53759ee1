import StrataCore

extension CacheLaw {
    /// Law 10, for counters: nothing is lost.
    public static let counting: [CacheLaw] = [
        CacheLaw(
            10,
            "a counter starts at zero and adds up",
            because: "Counters are read and written as the integers they are.",
            requires: [.storage, .atomic]
        ) { trial in
            let cache = try trial.atomic
            try await expect(
                cache.increment("law:new", by: 5, expires: .never),
                is: 5,
                "increment of a new counter by 5"
            )
            try await expect(cache.increment("law:new", by: -7, expires: .never), is: -2, "increment of 5 by -7")
            try await expect(cache.increment("law:new", expires: .never), is: -1, "increment of -2")
            try await expect(cache.decrement("law:new", by: 4, expires: .never), is: -5, "decrement of -1 by 4")
            try await expect(cache.increment("law:new", by: 0, expires: .never), is: -5, "increment of -5 by 0")
            try await trial.expect("law:new", holds: Int64(-5), "of a counter")
            try await cache.set("law:set", to: 41, expires: .never)
            try await expect(cache.increment("law:set", by: 1, expires: .never), is: 42, "increment of a set 41")
            try await trial.expect("law:set", holds: 42, "of a counter as an Int")
        },
        CacheLaw(
            10,
            "increment loses nothing",
            because: "Rate limits and statistics count on every single call.",
            requires: [.storage, .atomic]
        ) { trial in
            let cache = try trial.atomic
            try await expectNothingLost { _ in cache }
        },
        CacheLaw(
            10,
            "increment loses nothing among several processes",
            because: "Processes that share a storage count together.",
            requires: [.storage, .atomic, .peers]
        ) { trial in
            let caches = [try trial.atomic, try required(try await trial.peer() as? any AtomicCache)]
            try await expectNothingLost { caches[$0 % 2] }
        },
        CacheLaw(
            10,
            "increment sets the expiration exactly at creation",
            because: "A window of a rate limit begins with the first call; were it renewed, it would never end.",
            requires: [.storage, .atomic, .exactTime]
        ) { trial in
            let cache = try trial.atomic
            _ = try await cache.increment("law:key", by: 1, expires: .milliseconds(50))
            try await trial.advance(.milliseconds(30))
            _ = try await cache.increment("law:key", by: 1, expires: .hours(1))
            try await trial.aroundTheEnd(of: 20) { isPresent in
                try await trial.expect("law:key", holds: isPresent ? 2 : nil, "around the end of a counter")
            }
            try await expect(
                cache.increment("law:key", by: 1, expires: .never),
                is: 1,
                "increment of an expired counter"
            )
        },
        CacheLaw(
            10,
            "increment refuses what does not fit",
            because: "A counter that wraps around turns a limit into its opposite.",
            requires: [.storage, .atomic]
        ) { trial in
            let cache = try trial.atomic
            for (limit, step) in [(Int64.max, Int64(1)), (.min, -1), (.max, .max), (.min, .min)] {
                try await cache.set("law:limit", to: limit, expires: .never)
                try await expect(.outOfRange, from: "increment of \(limit) by \(step)") {
                    _ = try await cache.increment("law:limit", by: step, expires: .never)
                }
                try await trial.expect("law:limit", holds: limit, "of a counter at its limit")
            }
            try await cache.set("law:limit", to: Int64.max, expires: .never)
            let sum = try await cache.increment("law:limit", by: .min, expires: .never)
            try expect(sum, is: -1, "increment of the largest number by the smallest")
        },
        CacheLaw(
            10,
            "increment refuses what is no integer",
            because: "Adding to anything else would destroy it.",
            requires: [.storage, .atomic]
        ) { trial in
            try await expectMismatch("a text", trial)
            try await expectMismatch("5", trial)
            try await expectMismatch(1.5, trial)
            try await expectMismatch(true, trial)
            try await expectMismatch(Sample(), trial)
            try await expectMismatch([5], trial)
            try await expectMismatch([UInt8]([1, 2, 3]), trial)
        },
    ]

    private static func expectMismatch<Value: CacheValue & Equatable>(_ value: Value, _ trial: LawTrial) async throws {
        let cache = try trial.atomic
        try await cache.set("law:key", to: value, expires: .seconds(60))
        try await expect(.typeMismatch, from: "increment of a \(Value.self)") {
            _ = try await cache.increment("law:key", by: 1, expires: .never)
        }
        try await trial.expect("law:key", holds: value, "after increment was refused")
    }

    private static func expectNothingLost(_ contender: @escaping @Sendable (Int) -> any AtomicCache) async throws {
        let sums = try await race(50) { task in
            var sums: [Int64] = []
            for _ in 0..<10 {
                sums.append(try await contender(task).increment("law:race", by: 1, expires: .seconds(60)))
            }
            return sums
        }
        let total = try await contender(0).get("law:race", as: Int64.self)
        try expect(total, is: 500, "the counter after 50 tasks added 1 ten times each")
        try expect(Set(sums.joined()).count, is: 500, "the number of different sums that 500 increments returned")
    }
}
