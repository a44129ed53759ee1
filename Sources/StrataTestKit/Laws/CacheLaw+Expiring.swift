import StrataCore

extension CacheLaw {
    /// Law 2: an expired entry is never returned, and expirations hold to the millisecond.
    public static let expiry: [CacheLaw] = [
        CacheLaw(
            2,
            "an expired entry is gone, and others are not",
            because: "Whoever gives an entry a lifetime relies on never seeing it afterwards.",
            requires: [.storage, .time]
        ) { trial in
            let cache = trial.cache
            try await cache.set("law:short", to: 1, expires: .milliseconds(200))
            try await cache.set("law:long", to: 2, expires: .hours(1))
            try await cache.set("law:immortal", to: 3, expires: .never)
            try await trial.advance(.milliseconds(300))
            try await trial.expect("law:short", holds: Int?.none, "after the expiration")
            try await expect(cache.exists("law:short"), is: false, "exists after the expiration")
            let found = try await cache.getMany(["law:short", "law:long", "law:immortal"], as: Int.self)
            try expect(found, is: ["law:long": 2, "law:immortal": 3], "getMany after the expiration of one key")
            try await cache.set("law:short", to: 4, expires: .hours(1))
            try await trial.expect("law:short", holds: 4, "of an expired key that was set again")
        },
        CacheLaw(
            2,
            "reads hold expirations to the millisecond",
            because:
                "50 ms is neither 0 nor for ever: the entry is there after 49 ms and absent after 50, by every read.",
            requires: [.storage, .exactTime]
        ) { trial in
            let cache = trial.cache
            try await cache.set("law:one", to: 1, expires: .milliseconds(50))
            try await cache.setMany([
                CacheEntry("law:two", 2, expires: .milliseconds(50)),
                CacheEntry("law:far", 3, expires: .milliseconds(51)),
            ])
            try await trial.aroundTheEnd { isPresent in
                let when = isPresent ? "after 49 of 50 ms" : "after 50 of 50 ms"
                let expected: [CacheKey: Int] =
                    isPresent ? ["law:one": 1, "law:two": 2, "law:far": 3] : ["law:far": 3]
                try await expect(cache.exists("law:one"), is: isPresent, "exists \(when)")
                try await trial.expect("law:one", holds: isPresent ? 1 : nil, when)
                try await trial.expect("law:two", holds: isPresent ? 2 : nil, when)
                let found = try await cache.getMany(["law:one", "law:two", "law:far"], as: Int.self)
                try expect(found, is: expected, "getMany \(when)")
            }
        },
        CacheLaw(
            2,
            "a fraction of a millisecond is rounded up",
            because:
                "Rounded down, the shortest expirations would become zero, which means never stored or stored for ever.",
            requires: [.storage, .exactTime]
        ) { trial in
            let cache = trial.cache
            try await cache.set("law:nanosecond", to: 1, expires: .after(.nanoseconds(1)))
            try await cache.set("law:half", to: 2, expires: .after(.microseconds(1500)))
            try await trial.expect("law:nanosecond", holds: 1, "0 ms into an expiration of 1 ns")
            try await trial.advance(.milliseconds(1))
            try await trial.expect("law:nanosecond", holds: Int?.none, "1 ms into an expiration of 1 ns")
            try await trial.expect("law:half", holds: 2, "1 ms into an expiration of 1.5 ms")
            try await trial.advance(.milliseconds(1))
            try await trial.expect("law:half", holds: Int?.none, "2 ms into an expiration of 1.5 ms")
        },
        CacheLaw(
            2,
            "beyond 100 years is never",
            because:
                "Arithmetic on extreme durations overflows unless it is cut off somewhere; never is what is meant.",
            requires: [.storage, .exactTime]
        ) { trial in
            let cache = trial.cache
            let century = Duration.milliseconds(Expiration.longestMilliseconds)
            try await cache.set("law:never", to: 1, expires: .never)
            try await cache.set("law:largest", to: 2, expires: .after(.seconds(Int64.max)))
            try await cache.set("law:beyond", to: 3, expires: .after(century + .seconds(1)))
            try await cache.set("law:within", to: 4, expires: .after(century - .seconds(1)))
            try await trial.expect("law:largest", holds: 2, "right after set for 292 billion years")
            try await trial.advance(century - .milliseconds(1001))
            try await trial.expect("law:within", holds: 4, "1 ms before the end of almost 100 years")
            try await trial.advance(.seconds(86_400 * 365 * 50))
            let found = try await cache.getMany(["law:never", "law:largest", "law:beyond", "law:within"], as: Int.self)
            try expect(found, is: ["law:never": 1, "law:largest": 2, "law:beyond": 3], "getMany after 150 years")
        },
        CacheLaw(
            2,
            "many expirations hold at once",
            because:
                "Caches sweep expired entries in groups; none may take a neighbour that still lives, or leave one behind.",
            requires: [.storage, .exactTime]
        ) { trial in
            let keys = (1...300).map { CacheKey("law:\($0)") }
            try await trial.cache.setMany(
                keys.enumerated().map { CacheEntry($1, $0, expires: .milliseconds(($0 + 1) * 10)) }
            )
            for elapsed in stride(from: 0, through: 3000, by: 250) {
                let found = try await trial.cache.getMany(keys, as: Int.self)
                let expected = Set(keys.dropFirst(elapsed / 10))
                try expect(Set(found.keys), is: expected, "the set of keys found after \(elapsed) ms")
                try await trial.advance(.milliseconds(250))
            }
        },
    ]
}
