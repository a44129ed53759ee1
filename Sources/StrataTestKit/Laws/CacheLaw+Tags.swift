import StrataCore

extension CacheLaw {
    /// Law 2 and 4, for tags: an invalidation voids exactly the entries that carry the tag.
    public static let tags: [CacheLaw] = [
        CacheLaw(
            4,
            "invalidating a tag voids exactly its carriers",
            because: "After an invalidation no operation may find such an entry, and no other entry should pay for it.",
            requires: [.storage, .tagging]
        ) { trial in
            let cache = try trial.tagging
            try await cache.set("law:one", to: 1, expires: .never, tags: ["a"])
            try await cache.set("law:both", to: 2, expires: .seconds(60), tags: ["a", "b"])
            try await cache.set("law:other", to: 3, expires: .never, tags: ["b", "A", "a "])
            try await cache.set("law:none", to: 4, expires: .never, tags: [])
            let keys: [CacheKey] = ["law:one", "law:both", "law:other", "law:none"]
            let before = try await cache.getMany(keys, as: Int.self)
            try expect(
                before,
                is: ["law:one": 1, "law:both": 2, "law:other": 3, "law:none": 4],
                "getMany of tagged entries"
            )
            try await cache.invalidate(tag: "a")
            try await expect(
                cache.getMany(keys, as: Int.self),
                is: ["law:other": 3, "law:none": 4],
                "getMany after that"
            )
            try await trial.expect("law:both", holds: Int?.none, "of an entry one of whose tags was invalidated")
            try await expect(cache.exists("law:one"), is: false, "exists of an entry whose tag was invalidated")
        },
        CacheLaw(
            4,
            "an entry of an invalidated tag is absent for every operation",
            because: "A void entry is no entry: nothing may read it, count it, or keep others from its key.",
            requires: [.storage, .tagging]
        ) { trial in
            let cache = try trial.tagging
            let keys = ["law:a", "law:b", "law:c", "law:d"] as [CacheKey]
            for key in keys { try await cache.set(key, to: 1, expires: .seconds(60), tags: ["tag"]) }
            try await cache.invalidate(tag: "tag")
            if let cache = cache as? any ScannableCache {
                try await expect(cache.keys(matching: "*"), is: [], "the set of keys after invalidation")
            }
            if let cache = cache as? any ExpiringCache {
                try await expect(cache.timeToLive("law:a"), is: .absent, "timeToLive after invalidation")
                try await expect(cache.getWithTimeToLive("law:a", as: Int.self), is: nil, "getWithTimeToLive after it")
                try await expect(cache.expire("law:a", after: .never), is: false, "expire after invalidation")
            }
            if let cache = cache as? any AtomicCache {
                try await expect(cache.increment("law:b", expires: .never), is: 1, "increment after invalidation")
                try await expect(cache.setIfAbsent("law:c", to: 2, expires: .never), is: true, "setIfAbsent after it")
                let number = try await cache.acquire("law:d", token: .random(), expires: .never)
                try expect(number != nil, "acquire after invalidation did not get the key")
            }
        },
        CacheLaw(
            4,
            "an entry that is set again under an invalidated tag lives",
            because: "An invalidation voids what was there before it, and nothing that comes after.",
            requires: [.storage, .tagging]
        ) { trial in
            let cache = try trial.tagging
            for round in 1...3 {
                try await cache.set("law:key", to: round, expires: .never, tags: ["tag"])
                try await trial.expect("law:key", holds: round, "after set in round \(round)")
                try await cache.invalidate(tag: "tag")
                try await trial.expect("law:key", holds: Int?.none, "after invalidation in round \(round)")
            }
        },
        CacheLaw(
            3,
            "set replaces the tags",
            because: "The tags belong to the value; a new value has its own.",
            requires: [.storage, .tagging]
        ) { trial in
            let cache = try trial.tagging
            for key in ["law:plain", "law:batch", "law:changed"] as [CacheKey] {
                try await cache.set(key, to: 1, expires: .never, tags: ["old"])
            }
            try await cache.set("law:plain", to: 2, expires: .never)
            try await cache.setMany([CacheEntry("law:batch", 2, expires: .never)])
            try await cache.set("law:changed", to: 2, expires: .never, tags: ["new"])
            try await cache.invalidate(tag: "old")
            for key in ["law:plain", "law:batch", "law:changed"] as [CacheKey] {
                try await trial.expect(key, holds: 2, "of \(key) after the tag of its earlier value was invalidated")
            }
            try await cache.invalidate(tag: "new")
            try await trial.expect("law:changed", holds: Int?.none, "after its new tag was invalidated")
        },
        CacheLaw(
            2,
            "entries with tags expire like others",
            because: "Tags and expirations are two ways to end, and the first one ends it.",
            requires: [.storage, .tagging, .exactTime]
        ) { trial in
            let cache = try trial.tagging
            try await cache.set("law:key", to: 1, expires: .milliseconds(50), tags: ["tag"])
            try await trial.aroundTheEnd { isPresent in
                try await trial.expect("law:key", holds: isPresent ? 1 : nil, "around the end of a tagged entry")
            }
        },
        CacheLaw(
            6,
            "any tag works but the empty one",
            because: "Tags are made of identifiers of any kind; an empty one is a mistake of the caller.",
            requires: [.storage, .tagging]
        ) { trial in
            let cache = try trial.tagging
            let tags = OddKeys.all.map { CacheTag($0.rawValue) }
            for (index, tag) in tags.enumerated() {
                try await cache.set("law:\(index)", to: index, expires: .never, tags: [tag])
            }
            for (index, tag) in tags.enumerated() where index.isMultiple(of: 2) { try await cache.invalidate(tag: tag) }
            for (index, tag) in tags.enumerated() {
                let expected = index.isMultiple(of: 2) ? nil : index
                let name = shown(tag.name.debugDescription)
                try await trial.expect("law:\(index)", holds: expected, "of the entry with the tag \(name)")
            }
            try await expect(.invalidKey, from: "invalidate of an empty tag") { try await cache.invalidate(tag: "") }
            try await expect(.invalidKey, from: "set with an empty tag") {
                try await cache.set("law:key", to: 1, expires: .never, tags: ["good", ""])
            }
            try await expect(.invalidKey, from: "tagVersions of an empty tag") {
                _ = try await cache.tagVersions(of: [""])
            }
        },
        CacheLaw(
            4,
            "a tag's version changes with each invalidation and only then",
            because: "A fill compares the version from before its load; one that came back would revive void values.",
            requires: [.storage, .tagging]
        ) { trial in
            let cache = try trial.tagging
            var seen: Set<UInt64> = []
            for round in 0..<20 {
                let versions = try await cache.tagVersions(of: ["tag", "other"])
                try expect(versions.count, is: 2, "the number of versions of two tags")
                try await expect(cache.tagVersions(of: ["tag", "other"]), is: versions, "tagVersions asked again")
                try expect(seen.insert(try required(versions["tag"])).inserted, "a version came back in round \(round)")
                try await cache.invalidate(tag: "tag")
                let other = try await cache.tagVersions(of: ["other"])
                try expect(other["other"], is: versions["other"], "the version of a tag that was not invalidated")
            }
            try await expect(cache.tagVersions(of: []), is: [:], "tagVersions of no tags")
        },
        CacheLaw(
            4,
            "clear and tags do not get in each other's way",
            because: "Versions are kept apart from the entries: neither takes the other along.",
            requires: [.storage, .tagging]
        ) { trial in
            let cache = try trial.tagging
            try await cache.set("law:key", to: 1, expires: .never, tags: ["tag"])
            try await cache.clear()
            try await trial.expect("law:key", holds: Int?.none, "of a tagged entry after clear")
            try await cache.set("law:key", to: 2, expires: .never, tags: ["tag"])
            try await trial.expect("law:key", holds: 2, "of a tagged entry that was set after clear")
            try await cache.invalidate(tag: "tag")
            try await trial.expect("law:key", holds: Int?.none, "of that entry after invalidation")
        },
    ]
}
