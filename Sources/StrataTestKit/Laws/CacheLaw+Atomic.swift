import StrataCore

extension CacheLaw {
    /// Law 10, for `setIfAbsent`: exactly one winner.
    public static let settingIfAbsent: [CacheLaw] = [
        CacheLaw(
            10,
            "setIfAbsent stores only where nothing is",
            because: "The winner's value must stand, with the winner's expiration.",
            requires: [.storage, .atomic]
        ) { trial in
            let cache = try trial.atomic
            try await expect(cache.setIfAbsent("law:key", to: 1, expires: .never), is: true, "setIfAbsent of a new key")
            try await expect(
                cache.setIfAbsent("law:key", to: 2, expires: .never),
                is: false,
                "setIfAbsent of a taken key"
            )
            try await trial.expect("law:key", holds: 1, "after setIfAbsent lost")
            try await cache.remove("law:key")
            try await expect(cache.setIfAbsent("law:key", to: 3, expires: .never), is: true, "setIfAbsent after remove")
            try await trial.expect("law:key", holds: 3, "after setIfAbsent won")
        },
        CacheLaw(
            10,
            "setIfAbsent that lost leaves the expiration",
            because: "Whoever loses the race must not lengthen or shorten what the winner stored.",
            requires: [.storage, .atomic, .exactTime]
        ) { trial in
            let cache = try trial.atomic
            _ = try await cache.setIfAbsent("law:key", to: 1, expires: .milliseconds(50))
            _ = try await cache.setIfAbsent("law:key", to: 2, expires: .hours(1))
            try await trial.aroundTheEnd { isPresent in
                try await expect(cache.exists("law:key"), is: isPresent, "exists around the winner's expiration")
            }
        },
        CacheLaw(
            10,
            "setIfAbsent has exactly one winner",
            because: "It decides who does the work; two winners do it twice, none leaves it undone.",
            requires: [.storage, .atomic]
        ) { trial in
            let cache = try trial.atomic
            try await expectOneWinner(in: cache) { _ in cache }
        },
        CacheLaw(
            10,
            "setIfAbsent has exactly one winner among several processes",
            because: "Processes that share a storage race as tasks do.",
            requires: [.storage, .atomic, .peers]
        ) { trial in
            let caches = [try trial.atomic, try required(try await trial.peer() as? any AtomicCache)]
            try await expectOneWinner(in: caches[0]) { caches[$0 % 2] }
        },
        CacheLaw(
            10,
            "for atomic operations an expired entry is absent at once",
            because: "A lock or counter that has expired must be free in the very millisecond that it ends.",
            requires: [.storage, .atomic, .exactTime]
        ) { trial in
            let cache = try trial.atomic
            let token = CacheToken.random()
            for key in ["law:absent", "law:count"] as [CacheKey] {
                try await cache.set(key, to: 7, expires: .milliseconds(50))
            }
            for key in ["law:remove", "law:expire", "law:swap", "law:take", "law:nil"] as [CacheKey] {
                _ = try await cache.compareAndSet(key, expecting: nil, to: token, expires: .milliseconds(50))
            }
            try await trial.advance(.milliseconds(49))
            try await expect(
                cache.setIfAbsent("law:absent", to: 8, expires: .never),
                is: false,
                "setIfAbsent at 49 of 50 ms"
            )
            try await expect(cache.increment("law:count", by: 1, expires: .never), is: 8, "increment at 49 of 50 ms")
            try await expect(
                cache.acquire("law:take", token: token, expires: .never),
                is: nil,
                "acquire at 49 of 50 ms"
            )
            try await trial.advance(.milliseconds(1))
            try await expect(
                cache.setIfAbsent("law:absent", to: 8, expires: .never),
                is: true,
                "setIfAbsent at 50 of 50 ms"
            )
            try await expect(cache.increment("law:count", by: 1, expires: .never), is: 1, "increment at 50 of 50 ms")
            try await expectNoMatch(of: token, in: cache)
            let swap = try await cache.compareAndSet("law:nil", expecting: nil, to: token, expires: .never)
            try expect(swap, is: true, "compareAndSet expecting nothing at 50 of 50 ms")
            let number = try await cache.acquire("law:take", token: token, expires: .never)
            try expect(number != nil, "acquire at 50 of 50 ms did not get the key")
        },
    ]

    private static func expectNoMatch(of token: CacheToken, in cache: any AtomicCache) async throws {
        let removed = try await cache.compareAndRemove("law:remove", expecting: token)
        try expect(removed, is: false, "compareAndRemove at 50 of 50 ms")
        let prolonged = try await cache.compareAndExpire("law:expire", expecting: token, expires: .never)
        try expect(prolonged, is: false, "compareAndExpire at 50 of 50 ms")
        try await expect(cache.exists("law:expire"), is: false, "exists after compareAndExpire of an expired entry")
        let swapped = try await cache.compareAndSet("law:swap", expecting: token, to: .random(), expires: .never)
        try expect(swapped, is: false, "compareAndSet expecting what has expired")
    }

    private static func expectOneWinner(
        in cache: any AtomicCache,
        _ contender: @escaping @Sendable (Int) -> any AtomicCache
    ) async throws {
        for round in 0..<5 {
            let key: CacheKey = "law:race:\(round)"
            let winners = try await race(100) { task in
                try await contender(task).setIfAbsent(key, to: task, expires: .seconds(60)) ? task : nil
            }.compactMap(\.self)
            try expect(winners.count, is: 1, "the number of winners among 100 tasks")
            let stored: Int? = try await cache.get(key)
            try expect(stored, is: winners.first, "the stored value, which is to be the winner's,")
        }
    }
}
