import StrataCore

extension CacheLaw {
    /// Law 4: remove and clear take what they should, and nothing else.
    public static let removing: [CacheLaw] = [
        CacheLaw(
            4,
            "removing a missing key succeeds",
            because: "Whoever removes a key wants it gone; that it was gone before is no failure.",
            requires: []
        ) { trial in
            try await trial.cache.remove("law:missing")
            try await trial.cache.removeMany(["law:missing", "law:gone"])
        },
        CacheLaw(
            4,
            "remove takes its key and no other",
            because: "After an invalidation the old value must not be seen, and no other entry should pay for it."
        ) { trial in
            try await trial.cache.set("law:a", to: 1, expires: .never)
            try await trial.cache.set("law:ab", to: 2, expires: .never)
            try await trial.cache.remove("law:a")
            try await trial.expect("law:a", holds: Int?.none, "of a removed key")
            try await expect(trial.cache.exists("law:a"), is: false, "exists of a removed key")
            try await trial.expect("law:ab", holds: 2, "of a key that was not removed")
            try await trial.cache.set("law:a", to: 3, expires: .never)
            try await trial.expect("law:a", holds: 3, "of a key that was set again after its removal")
        },
        CacheLaw(
            4,
            "clear empties the cache, and it stays usable",
            because: "What was there when clear began is gone when it returns."
        ) { trial in
            let keys = (0..<500).map { CacheKey("law:\($0)") }
            try await trial.cache.setMany(keys.map { CacheEntry($0, $0.rawValue, expires: .seconds(60)) })
            try await trial.cache.clear()
            let left = try await trial.cache.getMany(keys, as: String.self)
            try expect(left.count, is: 0, "the number of entries left by clear")
            try await trial.cache.clear()
            try await trial.cache.set("law:1", to: "again", expires: .seconds(60))
            try await trial.expect("law:1", holds: "again", "of a key that was set after clear")
        },
        CacheLaw(
            4,
            "clear takes what was there, whoever writes meanwhile",
            because: "A clear that loses against concurrent writers leaves entries that were to be void."
        ) { trial in
            let cache = trial.cache
            let old = (0..<200).map { CacheKey("law:old:\($0)") }
            try await cache.setMany(old.map { CacheEntry($0, 1, expires: .seconds(60)) })
            _ = try await race(21) { task in
                if task == 0 { return try await cache.clear() }
                for round in 0..<10 { try await cache.set("law:new:\(task):\(round)", to: 2, expires: .seconds(60)) }
            }
            try await expect(cache.getMany(old, as: Int.self).count, is: 0, "the number of old entries left by clear")
        },
    ]
}
