import StrataCore

extension CacheLaw {
    /// Law 5: nil is never stored.
    public static let nilValues: [CacheLaw] = [
        CacheLaw(
            5,
            "nil is refused",
            because: "A stored nil could not be told from a miss; a function's nil is returned to its caller instead.",
            requires: []
        ) { trial in
            try await expectRefusal(of: String?.none, "nil", by: trial.cache)
            try await expectRefusal(of: Sample??.none, "nil of a double optional", by: trial.cache)
            try await expectRefusal(of: Sample??.some(nil), "nil inside of an optional", by: trial.cache)
            try await expectRefusal(of: Int???.some(.some(nil)), "nil inside of two optionals", by: trial.cache)
        },
        CacheLaw(
            5,
            "a refused nil leaves the entry as it was",
            because: "A call that failed must change nothing."
        ) { trial in
            try await trial.cache.set("law:key", to: 42, expires: .seconds(60))
            try await expectRefusal(of: Int?.none, "nil", by: trial.cache)
            try await trial.expect("law:key", holds: 42, "after nil was refused")
            try await trial.expect("law:before", holds: Int?.none, "of another key of a refused batch")
        },
        CacheLaw(
            5,
            "an optional that holds a value is stored as the value",
            because: "Only nil is refused; functions that return optionals are cached like all others."
        ) { trial in
            try await trial.cache.set("law:optional", to: Int?.some(5), expires: .seconds(60))
            try await trial.cache.set("law:double", to: Sample??.some(Sample()), expires: .seconds(60))
            try await trial.expect("law:optional", holds: Int?.some(5), "as an optional")
            try await trial.expect("law:optional", holds: 5, "as what an optional holds")
            try await trial.expect("law:double", holds: Sample(), "as what a double optional holds")
        },
        CacheLaw(
            5,
            "nil inside of a value is a value",
            because: "Only a value that is nil as a whole is refused; fields and elements may be empty."
        ) { trial in
            try await trial.cache.set("law:list", to: [1, nil, 3], expires: .seconds(60))
            try await trial.cache.set("law:table", to: ["a": Int?.none, "b": 2], expires: .seconds(60))
            try await trial.expect("law:list", holds: [1, nil, 3] as [Int?], "of an array with nil in it")
            try await trial.expect(
                "law:table",
                holds: ["a": nil, "b": 2] as [String: Int?],
                "of a dictionary with nil"
            )
        },
    ]

    private static func expectRefusal<Value: CacheValue>(
        of value: Value,
        _ name: String,
        by cache: any AsyncCache
    ) async throws {
        let key: CacheKey = "law:key"
        let writes: [Probe] = [
            Probe("set") { try await cache.set($0, to: value, expires: $1) },
            Probe("setMany") {
                try await cache.setMany([
                    CacheEntry("law:before", value, expires: $1), CacheEntry($0, value, expires: $1),
                ])
            },
        ]
        for probe in writes + capabilityWrites(of: value, by: cache) {
            try await expect(.nilValue, from: "\(probe.name) of \(name)") { try await probe.run(key) }
        }
    }

    private static func capabilityWrites<Value: CacheValue>(of value: Value, by cache: any AsyncCache) -> [Probe] {
        var writes: [Probe] = []
        if let cache = cache as? any AtomicCache {
            writes.append(Probe("setIfAbsent") { _ = try await cache.setIfAbsent($0, to: value, expires: $1) })
        }
        if let cache = cache as? any TaggingCache {
            writes.append(Probe("set with tags") { try await cache.set($0, to: value, expires: $1, tags: ["law"]) })
        }
        if let cache = cache as? any LeasingCache {
            writes.append(
                Probe("fill") {
                    _ = try await cache.fill($0, with: value, metadata: EntryMetadata(), expires: $1, token: .random())
                }
            )
        }
        return writes
    }
}
