import StrataCore

extension CacheLaw {
    /// Law 6: any key works but the empty one.
    public static let keys: [CacheLaw] = [
        CacheLaw(
            6,
            "an empty key is refused by every operation",
            because: "An empty key is always a mistake of the caller, which a clear error finds soonest.",
            requires: []
        ) { trial in
            for probe in trial.keyedProbes {
                try await expect(.invalidKey, from: "\(probe.name) of an empty key") { try await probe.run("") }
            }
        },
        CacheLaw(
            6,
            "different bytes are different keys",
            because: "A key is its UTF-8 bytes, whatever they mean to Unicode, a query, a pattern or a protocol; "
                + "a key taken for another serves wrong data."
        ) { trial in
            let cache = trial.cache
            for (index, key) in OddKeys.all.enumerated() { try await cache.set(key, to: index, expires: .seconds(60)) }
            for (index, key) in OddKeys.all.enumerated() {
                try await trial.expect(key, holds: index, "of the key \(shown(key.rawValue.debugDescription))")
                try await expect(
                    cache.exists(key),
                    is: true,
                    "exists of the key \(shown(key.rawValue.debugDescription))"
                )
            }
        },
        CacheLaw(
            6,
            "remove takes exactly the key it was given",
            because: "A key that looks like another, or like a pattern, must not take the other with it."
        ) { trial in
            let keys = OddKeys.all
            try await trial.cache.setMany(keys.map { CacheEntry($0, 1, expires: .seconds(60)) })
            for (removed, key) in keys.enumerated() where removed.isMultiple(of: 2) {
                try await trial.cache.remove(key)
                try await expect(trial.cache.exists(key), is: false, "exists of a removed key")
            }
            let left = try await trial.cache.getMany(keys, as: Int.self)
            try expect(left.count, is: keys.count / 2, "the number of keys left after every second one was removed")
        },
        CacheLaw(
            6,
            "odd keys work in batches",
            because: "Batches travel another way than single calls, and must take the same keys."
        ) { trial in
            let keys = OddKeys.all
            try await trial.cache.setMany(keys.enumerated().map { CacheEntry($1, $0, expires: .seconds(60)) })
            let found = try await trial.cache.getMany(keys, as: Int.self)
            for (index, key) in keys.enumerated() {
                try expect(found[key], is: index, "getMany of the key \(shown(key.rawValue.debugDescription))")
            }
            try await trial.cache.removeMany(keys)
            try await expect(trial.cache.getMany(keys, as: Int.self), is: [:], "getMany after removeMany of all keys")
        },
        CacheLaw(
            6,
            "a key may be 1 MiB long",
            because: "Keys made of content get long; a cache that cuts or refuses them answers wrongly or not at all."
        ) { trial in
            let stem = String(repeating: "long key ", count: 1_048_576 / 9)
            let one = CacheKey(stem + "1")
            let other = CacheKey(stem + "2")
            try await trial.cache.set(one, to: 1, expires: .seconds(60))
            try await trial.expect(other, holds: Int?.none, "of a key that differs in its last byte")
            try await trial.cache.set(other, to: 2, expires: .seconds(60))
            try await trial.expect(one, holds: 1, "of a key of 1 MiB")
            try await trial.cache.remove(one)
            try await trial.expect(one, holds: Int?.none, "of a removed key of 1 MiB")
            try await trial.expect(other, holds: 2, "of another key of 1 MiB")
        },
    ]
}
