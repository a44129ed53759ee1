import StrataCore

extension CacheLaw {
    /// Laws 1, 2, 4 and 10, for several processes on one storage.
    public static let sharing: [CacheLaw] = [
        CacheLaw(
            1,
            "what one process writes, another reads",
            because: "A shared storage is one cache, however many processes open it.",
            requires: [.storage, .peers]
        ) { trial in
            let (one, other) = (trial.cache, try await trial.peer())
            let keys: [CacheKey] = ["law:a", "law:b", "law:c"]
            try await one.set("law:a", to: 1, expires: .seconds(60))
            try await expect(other.get("law:a", as: Int.self), is: 1, "get in another process after set")
            try await other.setMany(keys.map { CacheEntry($0, 2, expires: .never) })
            try await expect(one.getMany(keys, as: Int.self).count, is: 3, "the number of entries of another's setMany")
            try await one.set("law:b", to: 3, expires: .never)
            try await expect(other.get("law:b", as: Int.self), is: 3, "get in another process after a second set")
            try await other.remove("law:a")
            try await expect(one.exists("law:a"), is: false, "exists after another process removed the key")
            try await one.clear()
            try await expect(
                other.getMany(keys, as: Int.self),
                is: [:],
                "getMany after another process cleared the cache"
            )
        },
        CacheLaw(
            2,
            "expirations hold to the millisecond in other processes",
            because: "An expired entry is never returned, by whichever process.",
            requires: [.storage, .peers, .exactTime]
        ) { trial in
            let other = try await trial.peer()
            try await trial.cache.set("law:key", to: 1, expires: .milliseconds(50))
            try await trial.aroundTheEnd { isPresent in
                try await expect(other.exists("law:key"), is: isPresent, "exists in another process around 50 ms")
            }
        },
        CacheLaw(
            4,
            "the invalidation of a tag reaches other processes",
            because:
                "When invalidate returns, no operation of this cache finds such an entry any more, in any process.",
            requires: [.storage, .peers, .tagging]
        ) { trial in
            let one = try trial.tagging
            let other = try required(try await trial.peer() as? any TaggingCache)
            for (writer, invalidator) in [(one, other), (other, one), (one, other)] {
                try await writer.set("law:key", to: 1, expires: .never, tags: ["tag", "more"])
                try await expect(invalidator.exists("law:key"), is: true, "exists in another process after set")
                try await invalidator.invalidate(tag: "tag")
                try await expect(
                    writer.exists("law:key"),
                    is: false,
                    "exists after another process invalidated the tag"
                )
                let versions = try await writer.tagVersions(of: ["tag", "more", "new"])
                let seen = try await invalidator.tagVersions(of: ["tag", "more", "new"])
                try expect(seen, is: versions, "tagVersions in another process")
            }
        },
        CacheLaw(
            10,
            "fencing numbers grow across processes",
            because: "The next holder of a lock is mostly another process.",
            requires: [.storage, .peers, .atomic]
        ) { trial in
            let caches = [try trial.atomic, try required(try await trial.peer() as? any AtomicCache)]
            var last: UInt64 = 0
            for round in 0..<6 {
                let token = CacheToken.random()
                let (holder, next) = (caches[round % 2], caches[(round + 1) % 2])
                let number = try await holder.acquire("law:key", token: token, expires: .never)
                try expect(try required(number) > last, "a fencing number of another process is not greater")
                last = try required(number)
                try await expect(
                    next.acquire("law:key", token: .random(), expires: .never),
                    is: nil,
                    "a second acquire"
                )
                try await expect(next.compareAndRemove("law:key", expecting: token), is: true, "compareAndRemove")
            }
        },
    ]
}
