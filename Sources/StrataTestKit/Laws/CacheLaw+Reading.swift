import StrataCore

extension CacheLaw {
    /// Law 1: what was set is read back, and a missing key is nil.
    public static let reading: [CacheLaw] = [
        CacheLaw(
            1,
            "a missing key is nil",
            because: "A miss is the everyday case of a cache; an error there would take every caller down.",
            requires: []
        ) { trial in
            let cache = trial.cache
            try await trial.expect("law:missing", holds: Int?.none, "of a missing key")
            try await expect(cache.exists("law:missing"), is: false, "exists of a missing key")
            try await expect(cache.getMany(["law:missing"], as: Int.self), is: [:], "getMany of a missing key")
        },
        CacheLaw(
            1,
            "get returns what set stored",
            because: "Callers use the cached value in place of the computed one, any number of times."
        ) { trial in
            try await trial.cache.set("law:text", to: "text", expires: .seconds(60))
            try await trial.cache.set("law:sample", to: Sample(), expires: .never)
            for round in 1...3 {
                try await trial.expect("law:text", holds: "text", "number \(round) after set")
                try await trial.expect("law:sample", holds: Sample(), "number \(round) after set")
            }
            try await expect(trial.cache.exists("law:text"), is: true, "exists after set")
        },
        CacheLaw(
            1,
            "set without an expiration uses the default one",
            because: "Whoever does not say how long an entry lives relies on the documented default.",
            requires: [.storage, .exactTime]
        ) { trial in
            guard let lifetime = try trial.cache.defaultExpiration.milliseconds() else { return }
            try await trial.cache.set("law:default", to: 1)
            try await trial.aroundTheEnd(of: Int(lifetime)) { isPresent in
                try await trial.expect("law:default", holds: isPresent ? 1 : nil, "around the default expiration")
            }
        },
        CacheLaw(
            1,
            "the default expiration is valid",
            because: "A default that every set refuses would make every set without an expiration fail.",
            requires: []
        ) { trial in
            _ = try trial.cache.defaultExpiration.milliseconds()
        },
        CacheLaw(
            1,
            "a read sees the write before it, also among many tasks",
            because: "A task that has stored a value and is answered with an older one would work on stale data."
        ) { trial in
            let cache = trial.cache
            let stale = try await race(100) { task in
                let key: CacheKey = "law:task:\(task)"
                for round in 0..<10 {
                    try await cache.set(key, to: round, expires: .seconds(60))
                    guard try await cache.get(key, as: Int.self) == round else { return true }
                }
                return false
            }
            try expect(
                stale.filter(\.self).count,
                is: 0,
                "the number of tasks that read an older value than they wrote"
            )
        },
    ]
}
