import StrataCore

extension CacheLaw {
    /// Law 2, for caches that tell and change how long an entry lives.
    public static let timesToLive: [CacheLaw] = [
        CacheLaw(
            2,
            "timeToLive tells absent, immortal and remaining apart",
            because: "Layers promote entries with the time that is left; a wrong one lengthens lives.",
            requires: [.storage, .expiring]
        ) { trial in
            let cache = try trial.expiring
            try await expect(cache.timeToLive("law:missing"), is: .absent, "timeToLive of a missing key")
            let missing = try await cache.getWithTimeToLive("law:missing", as: Int.self)
            try expect(missing, is: nil, "getWithTimeToLive of a missing key")
            try await cache.set("law:never", to: 1, expires: .never)
            try await expect(cache.timeToLive("law:never"), is: .immortal, "timeToLive of an entry without expiration")
            let immortal = try await cache.getWithTimeToLive("law:never", as: Int.self)
            try expect(immortal, is: TimedValue(value: 1, timeToLive: .immortal), "getWithTimeToLive of such an entry")
            try await cache.set("law:hour", to: 2, expires: .hours(1))
            guard case .remaining(let remaining) = try await cache.timeToLive("law:hour") else {
                throw Breach(reason: "timeToLive of an entry for one hour is not .remaining")
            }
            try expect(remaining > .seconds(3000) && remaining <= .seconds(3600), "of one hour \(remaining) remain")
        },
        CacheLaw(
            2,
            "timeToLive is exact to the millisecond",
            because: "What remains is passed on from cache to cache, and errors would add up.",
            requires: [.storage, .expiring, .exactTime]
        ) { trial in
            let cache = try trial.expiring
            try await cache.set("law:key", to: 1, expires: .milliseconds(50))
            for elapsed in 0..<50 {
                let left = TimeToLive.remaining(.milliseconds(50 - elapsed))
                try await expect(cache.timeToLive("law:key"), is: left, "timeToLive after \(elapsed) of 50 ms")
                let timed = try await cache.getWithTimeToLive("law:key", as: Int.self)
                try expect(
                    timed,
                    is: TimedValue(value: 1, timeToLive: left),
                    "getWithTimeToLive after \(elapsed) of 50 ms"
                )
                try await trial.advance(.milliseconds(1))
            }
            try await expect(cache.timeToLive("law:key"), is: .absent, "timeToLive after 50 of 50 ms")
            let timed = try await cache.getWithTimeToLive("law:key", as: Int.self)
            try expect(timed, is: nil, "getWithTimeToLive after 50 of 50 ms")
        },
        CacheLaw(
            2,
            "beyond 100 years is immortal",
            because: "There is one meaning of never, whatever way it was asked for.",
            requires: [.storage, .expiring]
        ) { trial in
            let cache = try trial.expiring
            let century = Duration.milliseconds(Expiration.longestMilliseconds)
            for expiration in [.never, .after(.seconds(Int64.max)), .after(century + .milliseconds(1))] as [Expiration]
            {
                try await cache.set("law:key", to: 1, expires: expiration)
                try await expect(cache.timeToLive("law:key"), is: .immortal, "timeToLive after set for \(expiration)")
            }
        },
        CacheLaw(
            2,
            "expire gives a new expiration, counted from now",
            because: "Sessions are prolonged by it, and cut short.",
            requires: [.storage, .expiring, .exactTime]
        ) { trial in
            let cache = try trial.expiring
            let changes: [(key: CacheKey, before: Expiration, after: Expiration)] = [
                ("law:longer", .milliseconds(50), .milliseconds(100)), ("law:shorter", .hours(1), .milliseconds(100)),
                ("law:from never", .never, .milliseconds(100)), ("law:to never", .milliseconds(50), .never),
            ]
            for change in changes { try await cache.set(change.key, to: 1, expires: change.before) }
            try await trial.advance(.milliseconds(40))
            for change in changes {
                let found = try await cache.expire(change.key, after: change.after)
                try expect(found, is: true, "expire of \(change.key)")
            }
            try await trial.aroundTheEnd(of: 100) { isPresent in
                for change in changes {
                    let lives = isPresent || change.after == .never
                    try await trial.expect(change.key, holds: lives ? 1 : nil, "of \(change.key) around its new end")
                }
            }
            try await expect(cache.timeToLive("law:to never"), is: .immortal, "timeToLive after expire to never")
        },
        CacheLaw(
            2,
            "expire of a missing key does nothing",
            because: "It must not create an entry, nor bring an expired one back.",
            requires: [.storage, .expiring]
        ) { trial in
            let cache = try trial.expiring
            try await expect(cache.expire("law:missing", after: .never), is: false, "expire of a missing key")
            try await expect(cache.exists("law:missing"), is: false, "exists after expire of a missing key")
        },
        CacheLaw(
            2,
            "expire does not bring an expired entry back",
            because: "An expired entry is never returned, by any operation.",
            requires: [.storage, .expiring, .exactTime]
        ) { trial in
            let cache = try trial.expiring
            try await cache.set("law:key", to: 1, expires: .milliseconds(50))
            try await trial.advance(.milliseconds(50))
            try await expect(cache.expire("law:key", after: .never), is: false, "expire of an expired entry")
            try await trial.expect("law:key", holds: Int?.none, "after expire of an expired entry")
        },
    ]
}
