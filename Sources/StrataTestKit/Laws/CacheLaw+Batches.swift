import StrataCore

extension CacheLaw {
    /// Law 9: batch operations equal the single ones.
    public static let batches: [CacheLaw] = [
        CacheLaw(
            9,
            "getMany equals as many gets",
            because: "A batch is a faster way to the same answer."
        ) { trial in
            let cache = trial.cache
            try await cache.set("law:a", to: Sample(), expires: .never)
            try await cache.set("law:b", to: Sample(identifier: 2), expires: .seconds(60))
            let keys: [CacheKey] = ["law:b", "law:missing", "law:a", "law:b", "law:b"]
            let expected = ["law:a": Sample(), "law:b": Sample(identifier: 2)] as [CacheKey: Sample]
            try await expect(
                cache.getMany(keys, as: Sample.self),
                is: expected,
                "getMany with missing and repeated keys"
            )
        },
        CacheLaw(
            9,
            "setMany gives each entry its own value and expiration",
            because: "A batch is a faster way to do the same.",
            requires: [.storage, .exactTime]
        ) { trial in
            let lifetimes: [Expiration] = [.never, .milliseconds(50), .milliseconds(51), .hours(1)]
            try await trial.cache.setMany(
                lifetimes.enumerated().map { CacheEntry("law:\($0)", "value \($0)", expires: $1) }
            )
            try await trial.aroundTheEnd { isPresent in
                for index in lifetimes.indices where isPresent || index != 1 {
                    try await trial.expect("law:\(index)", holds: "value \(index)", "of entry \(index) around 50 ms")
                }
            }
            try await trial.expect("law:1", holds: String?.none, "of an entry for 50 ms at its end")
        },
        CacheLaw(
            9,
            "the last one of a repeated key stays",
            because: "A batch equals its single calls, one after another."
        ) { trial in
            let entries = (1...5).map { CacheEntry("law:key", $0, expires: .seconds(60)) }
            try await trial.cache.setMany(entries + [CacheEntry("law:other", 9, expires: .seconds(60))])
            try await trial.expect("law:key", holds: 5, "of a key that a batch set five times")
            try await trial.expect("law:other", holds: 9, "of the other key of that batch")
        },
        CacheLaw(
            9,
            "an empty batch does nothing",
            because: "Lists are often empty, and callers do not ask before.",
            requires: []
        ) { trial in
            try await expect(trial.cache.getMany([], as: Int.self), is: [:], "getMany of no keys")
            try await trial.cache.setMany([CacheEntry<Int>]())
            try await trial.cache.removeMany([])
        },
        CacheLaw(
            9,
            "removeMany takes its keys and no others",
            because: "A batch equals its single calls, one after another."
        ) { trial in
            let keys = (0..<10).map { CacheKey("law:\($0)") }
            try await trial.cache.setMany(keys.map { CacheEntry($0, 1, expires: .seconds(60)) })
            try await trial.cache.removeMany(keys.prefix(5) + keys.prefix(2) + ["law:missing"])
            let left = try await trial.cache.getMany(keys, as: Int.self)
            try expect(Set(left.keys), is: Set(keys.suffix(5)), "the set of keys left")
        },
        CacheLaw(
            9,
            "a batch may have 5,000 entries",
            because: "Backends cut large batches into statements; no entry may fall between them."
        ) { trial in
            let keys = (0..<5000).map { CacheKey("law:\($0)") }
            try await trial.cache.setMany(keys.enumerated().map { CacheEntry($1, $0, expires: .seconds(60)) })
            let found = try await trial.cache.getMany(keys, as: Int.self)
            let wrong = keys.enumerated().filter { found[$1] != $0 }
            try expect(wrong.count, is: 0, "the number of entries of a batch of 5,000 that are wrong")
            try await trial.cache.removeMany(keys)
            try await expect(trial.cache.getMany(keys, as: Int.self).count, is: 0, "the number left by removeMany")
        },
        CacheLaw(
            9,
            "a bad entry is found before anything is written",
            because: "A batch that fails half way leaves a state that nobody asked for."
        ) { trial in
            let cache = trial.cache
            try await cache.set("law:kept", to: 1, expires: .seconds(60))
            let good = CacheEntry("law:kept", Int?.some(2), expires: .seconds(60))
            let bad: [(CacheEntry<Int?>, CacheError.Code)] = [
                (CacheEntry("", 3, expires: .seconds(60)), .invalidKey),
                (CacheEntry("law:b", nil, expires: .seconds(60)), .nilValue),
                (CacheEntry("law:b", 3, expires: .seconds(0)), .invalidExpiration),
            ]
            for (entry, code) in bad {
                try await expect(code, from: "setMany with a bad entry") { try await cache.setMany([good, entry]) }
                try await trial.expect("law:kept", holds: 1, "of a good entry of a refused batch")
            }
            try await expect(.invalidKey, from: "removeMany with an empty key") {
                try await cache.removeMany(["law:kept", ""])
            }
            try await trial.expect("law:kept", holds: 1, "of a good key of a refused removeMany")
        },
    ]
}
