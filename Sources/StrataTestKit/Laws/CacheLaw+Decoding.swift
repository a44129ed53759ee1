import StrataCore

extension CacheLaw {
    /// Law 8: a stored value of another type is an error, never a crash and never a wrong value.
    public static let decoding: [CacheLaw] = [
        CacheLaw(
            8,
            "a value of another type is decodingFailed",
            because: "After a deployment old entries have old shapes; the caller must learn it, and never crash."
        ) { trial in
            try await expectFailure(of: "a text", as: Int.self, trial)
            try await expectFailure(of: "5", as: Int.self, trial)
            try await expectFailure(of: 5, as: String.self, trial)
            try await expectFailure(of: 300, as: UInt8.self, trial)
            try await expectFailure(of: -1, as: UInt.self, trial)
            try await expectFailure(of: 1.5, as: Int.self, trial)
            try await expectFailure(of: Sample(), as: OtherSample.self, trial)
            try await expectFailure(of: Sample(), as: [Sample].self, trial)
            try await expectFailure(of: [1, 2], as: [String: Int].self, trial)
            try await expectFailure(of: ["a": 1], as: [String: String].self, trial)
            try await expectFailure(of: [1, nil] as [Int?], as: [Int].self, trial)
            try await expectFailure(of: true, as: Int.self, trial)
            try await expectFailure(of: Sample(), as: UnencodableSample.self, trial)
            try await expectFailure(of: [UInt8](repeating: 0xFF, count: 64), as: Sample.self, trial)
            try await expectFailure(of: [UInt8](repeating: UInt8(ascii: "["), count: 100_000), as: [Int].self, trial)
        },
        CacheLaw(
            8,
            "an integer can be read as any integer type that it fits",
            because: "A counter is an Int64 to the cache, and whatever the caller has to the caller."
        ) { trial in
            try await trial.cache.set("law:number", to: 5, expires: .seconds(60))
            try await trial.expect("law:number", holds: Int64(5), "of an Int as an Int64")
            try await trial.expect("law:number", holds: UInt8(5), "of an Int as a UInt8")
        },
        CacheLaw(
            8,
            "a structure can be read as one with fewer fields",
            because: "Types change a little from one deployment to the next; what the codec can decode must be served. "
                + "A cache that keeps values as they are says so by the trait doesNotEncode.",
            requires: [.storage, .encoding]
        ) { trial in
            try await trial.cache.set("law:sample", to: Sample(), expires: .seconds(60))
            try await trial.expect("law:sample", holds: SmallerSample(name: Sample().name), "with fewer fields")
        },
    ]

    private static func expectFailure<Value: CacheValue & Equatable, Other: CacheValue>(
        of value: Value,
        as type: Other.Type,
        _ trial: LawTrial
    ) async throws {
        let key: CacheKey = "law:key"
        try await trial.cache.set(key, to: value, expires: .seconds(60))
        for read in reads(of: type, by: trial.cache) {
            try await expect(.decodingFailed, from: "\(read.name) of a \(Value.self) as \(type)") {
                try await read.run(key)
            }
        }
        try await trial.expect(key, holds: value, "as \(Value.self) after it could not be read as \(type)")
        try await StrataTestKit.expect(trial.cache.exists(key), is: true, "exists of a value of another type")
    }

    private static func reads<Other: CacheValue>(of type: Other.Type, by cache: any AsyncCache) -> [Probe] {
        var reads = [
            Probe("get") { key, _ in _ = try await cache.get(key, as: type) },
            Probe("getMany") { key, _ in _ = try await cache.getMany(["law:missing", key], as: type) },
        ]
        if let cache = cache as? any ExpiringCache {
            reads.append(Probe("getWithTimeToLive") { key, _ in _ = try await cache.getWithTimeToLive(key, as: type) })
        }
        if let cache = cache as? any LeasingCache {
            reads.append(Probe("lease") { key, _ in _ = try await cache.lease(key, for: .seconds(1), as: type) })
        }
        return reads
    }
}

/// A ``Sample`` of an older deployment.
private struct SmallerSample: Codable, Hashable, Sendable {
    var name: String
}
