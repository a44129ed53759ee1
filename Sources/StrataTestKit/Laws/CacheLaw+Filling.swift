import StrataCore

extension CacheLaw {
    /// Laws 1, 7, 9 and 10, for what a fill stores.
    public static let filling: [CacheLaw] = [
        CacheLaw(
            7,
            "metadata comes back with the value",
            because: "Freshness, cost and versions decide what a layer does with an entry.",
            requires: [.storage, .leasing]
        ) { trial in
            let full = EntryMetadata(
                grace: 1_767_225_600_123,
                loadedAt: Int64.max,
                loadCost: 0,
                validator: "\"W/é\u{0}\n\"",
                tagVersions: [:]
            )
            for metadata in [EntryMetadata(), full, EntryMetadata(grace: -1), EntryMetadata(validator: "")] {
                try await expectFilled(Sample(), metadata, trial)
                try await expectFilled("text", metadata, trial)
                try await expectFilled(42, metadata, trial)
                try await expectFilled([UInt8]([0xC1, 0, 1]), metadata, trial)
                try await expectFilled(["$strata": 1, "v": 2, "m": 3], metadata, trial)
                try await expectFilled(Nested(depth: 256), metadata, trial)
            }
        },
        CacheLaw(
            3,
            "a write with metadata replaces the entry and voids the lease",
            because: "What is written under no lease came later than every load that is under way.",
            requires: [.storage, .leasing]
        ) { trial in
            let cache = try trial.leasing
            try await expect(cache.entry("law:key", as: Int.self), is: nil, "the entry of a missing key")
            let token = try await cache.grantedToken("law:key")
            let metadata = EntryMetadata(grace: 5, validator: "v")
            try await cache.set("law:key", to: 1, metadata: metadata, expires: .never)
            try await expect(
                cache.fill("law:key", with: 2, under: token),
                is: false,
                "fill after a write with metadata"
            )
            let written = LeasedEntry(value: 1, metadata: metadata, timeToLive: .immortal)
            try await expect(cache.entry("law:key", as: Int.self), is: written, "the entry after a write with metadata")
            try await cache.set("law:key", to: 3, expires: .never)
            let plain = LeasedEntry(value: 3, metadata: EntryMetadata(), timeToLive: .immortal)
            try await expect(cache.entry("law:key", as: Int.self), is: plain, "the entry after a plain write")
        },
        CacheLaw(
            2,
            "a filled entry expires like others",
            because: "An expiration means the same, however the value came in.",
            requires: [.storage, .leasing, .exactTime]
        ) { trial in
            let cache = try trial.leasing
            let token = try await cache.grantedToken("law:key")
            let metadata = EntryMetadata(grace: 1)
            _ = try await cache.fill("law:key", with: 1, metadata: metadata, expires: .milliseconds(50), token: token)
            try await trial.aroundTheEnd { isPresent in
                try await trial.expect("law:key", holds: isPresent ? 1 : nil, "around the end of a filled entry")
            }
        },
        CacheLaw(
            9,
            "many leases equal as many single ones",
            because: "A batch is a faster way to the same answer.",
            requires: [.storage, .leasing]
        ) { trial in
            let cache = try trial.leasing
            let keys: [CacheKey] = ["law:hit", "law:busy", "law:new", "law:more"]
            try await cache.set("law:hit", to: 1, expires: .never)
            _ = try await cache.grantedToken("law:busy")
            let leases = try await cache.leaseMany(keys + keys, for: .seconds(60), as: Int.self)
            try expect(Set(leases.keys), is: Set(keys), "the set of keys in the answer")
            try expect(leases["law:hit"]?.value, is: 1, "the lease of a key with an entry")
            try expect(leases["law:busy"]?.isBusy == true, "the lease of a leased key is not busy")
            let tokens = leases.compactMapValues(\.grantedToken)
            try expect(Set(tokens.keys), is: ["law:new", "law:more"], "the set of keys that were granted")
            let fills = ["law:new", "law:more", "law:busy"].map { (key: CacheKey) in
                LeaseFill(key, with: 5, metadata: EntryMetadata(), expires: .never, token: tokens[key] ?? .random())
            }
            try await expect(
                cache.fillMany(fills),
                is: ["law:new", "law:more"],
                "the set of keys that fillMany stored"
            )
            let found = try await cache.getMany(keys, as: Int.self)
            try expect(found, is: ["law:hit": 1, "law:new": 5, "law:more": 5], "getMany after fillMany")
            try await expect(cache.leaseMany([], for: .seconds(1), as: Int.self), is: [:], "leaseMany of no keys")
            try await expect(cache.fillMany([LeaseFill<Int>]()), is: [], "fillMany of nothing")
        },
        CacheLaw(
            9,
            "leaseMany that fails gives back what it was granted",
            because: "Nobody knows the tokens of a call that failed, so everybody would wait for the leases to end.",
            requires: [.storage, .leasing]
        ) { trial in
            let cache = try trial.leasing
            try await cache.set("law:text", to: "text", expires: .never)
            let keys: [CacheKey] = ["law:a", "law:text", "law:b"]
            for keys in [keys, keys.reversed()] {
                try await expect(.decodingFailed, from: "leaseMany of a text as Int") {
                    _ = try await cache.leaseMany(keys, for: .seconds(10), as: Int.self)
                }
            }
            for key in ["law:a", "law:b"] as [CacheKey] {
                let token = try await cache.grantedToken(key)
                try await cache.release(key, token: token)
            }
        },
        CacheLaw(
            9,
            "releaseMany equals as many releases",
            because: "A batch is a faster way to do the same.",
            requires: [.storage, .leasing]
        ) { trial in
            let cache = try trial.leasing
            let keys: [CacheKey] = ["law:a", "law:b", "law:c"]
            var tokens = try await cache.leaseMany(keys, for: .seconds(60), as: Int.self).compactMapValues(
                \.grantedToken
            )
            tokens["law:c"] = .random()
            try await cache.releaseMany(tokens)
            let again = try await cache.leaseMany(keys, for: .seconds(60), as: Int.self)
            try expect(
                again["law:a"]?.grantedToken != nil && again["law:b"]?.grantedToken != nil,
                "released leases are not granted again"
            )
            try expect(again["law:c"]?.isBusy == true, "releaseMany took a lease under a foreign token")
            try await cache.releaseMany([:])
        },
        CacheLaw(
            10,
            "a fill whose tags were invalidated meanwhile is void",
            because: "A load that began before an invalidation can never publish its value after it.",
            requires: [.storage, .leasing, .tagging]
        ) { trial in
            let (cache, tags) = (try trial.leasing, try trial.tagging)
            let versions = try await tags.tagVersions(of: ["a", "b"])
            let token = try await cache.grantedToken("law:late")
            try await tags.invalidate(tag: "a")
            _ = try await cache.fill("law:late", with: 1, metadata: EntryMetadata(tagVersions: versions), under: token)
            try await trial.expect("law:late", holds: Int?.none, "after a fill with an old version")
            let lease = try await cache.lease("law:late", for: .seconds(1), refreshing: false, as: Int.self)
            try expect(lease.value, is: nil, "the value that a lease finds after a fill with an old version")
        },
        CacheLaw(
            10,
            "a fill carries its tags",
            because: "What was computed under a tag is invalidated with it.",
            requires: [.storage, .leasing, .tagging]
        ) { trial in
            let (cache, tags) = (try trial.leasing, try trial.tagging)
            let metadata = EntryMetadata(loadCost: 5, tagVersions: try await tags.tagVersions(of: ["a", "b"]))
            let token = try await cache.grantedToken("law:key")
            try await expect(
                cache.fill("law:key", with: 1, metadata: metadata, under: token),
                is: true,
                "fill with tags"
            )
            guard case .hit(let entry) = try await cache.lease("law:key", for: .seconds(1), as: Int.self) else {
                throw Breach(reason: "a lease after a fill with tags is no hit")
            }
            try expect(entry.metadata, is: metadata, "the metadata of a fill with tags")
            try await tags.invalidate(tag: "unrelated")
            try await trial.expect("law:key", holds: 1, "after an unrelated tag was invalidated")
            try await tags.invalidate(tag: "b")
            try await trial.expect("law:key", holds: Int?.none, "after a tag of a filled entry was invalidated")
            try await expect(cache.exists("law:key"), is: false, "exists after a tag of a filled entry was invalidated")
        },
    ]

    private static func expectFilled<Value: CacheValue & Equatable>(
        _ value: Value,
        _ metadata: EntryMetadata,
        _ trial: LawTrial
    ) async throws {
        let cache = try trial.leasing
        try await cache.remove("law:key")
        let token = try await cache.grantedToken("law:key")
        try await expect(cache.fill("law:key", with: value, metadata: metadata, under: token), is: true, "fill")
        let lease = try await cache.lease("law:key", for: .seconds(1), as: Value.self)
        let expected = LeasedEntry(value: value, metadata: metadata, timeToLive: .immortal)
        try expect(lease, is: .hit(expected), "a lease after a fill")
        try await StrataTestKit.expect(cache.entry("law:key", as: Value.self), is: expected, "the entry after a fill")
        try await trial.expect("law:key", holds: value, "after a fill with metadata")
        try await StrataTestKit.expect(
            cache.getMany(["law:key"], as: Value.self),
            is: ["law:key": value],
            "getMany after a fill with metadata"
        )
    }
}
