import StrataCore

extension CacheLaw {
    /// Law 10, for leases: an invalidation wins.
    public static let voiding: [CacheLaw] = [
        CacheLaw(
            10,
            "every write to a key voids its lease",
            because: "What was computed before a write is older than the write, and must not replace it.",
            requires: [.storage, .leasing]
        ) { trial in
            for write in writes(trial) {
                try await expectVoided(by: write, trial)
                let holds = try await trial.cache.exists("law:key")
                try expect(holds, "after \(write.name) and a late fill there is no entry")
            }
        },
        CacheLaw(
            10,
            "every removal voids the leases of what it removes",
            because:
                "What was computed before an invalidation must not be published after it, also where nothing was stored.",
            requires: [.storage, .leasing]
        ) { trial in
            for removal in removals(trial) {
                try await expectVoided(by: removal, trial)
                try await trial.expect("law:key", holds: Int?.none, "after \(removal.name) and a late fill")
                try await trial.cache.set("law:key", to: 1, expires: .seconds(60))
                try await expectVoided(by: removal, refreshing: true, trial)
                try await trial.expect("law:key", holds: Int?.none, "after \(removal.name) and a late refresh")
            }
        },
        CacheLaw(
            10,
            "a write in another process voids the lease",
            because: "An invalidation wins, in whichever process it is made.",
            requires: [.storage, .leasing, .peers]
        ) { trial in
            let cache = try trial.leasing
            let peer = try await trial.peer()
            let writes: [Probe] = [
                Probe("set") { try await peer.set($0, to: 1, expires: $1) },
                Probe("remove") { key, _ in try await peer.remove(key) },
                Probe("clear") { _, _ in try await peer.clear() },
            ]
            for write in writes {
                try await cache.remove("law:key")
                let token = try await cache.grantedToken("law:key")
                try await write.run("law:key")
                let stored = try await cache.fill("law:key", with: 99, under: token)
                try expect(stored, is: false, "fill after \(write.name) in another process")
            }
        },
        CacheLaw(
            10,
            "an expired or refused write voids nothing",
            because: "A call that failed changes nothing; the lease of a good load goes on.",
            requires: [.storage, .leasing]
        ) { trial in
            let cache = try trial.leasing
            let token = try await cache.grantedToken("law:key")
            for probe in trial.expiringProbes {
                try await expect(.invalidExpiration, from: probe.name) {
                    try await probe.run("law:key", expires: .seconds(0))
                }
            }
            try await expect(.nilValue, from: "set of nil") {
                try await cache.set("law:key", to: Int?.none, expires: .seconds(60))
            }
            try await cache.set("law:neighbour", to: 1, expires: .never)
            _ = try await cache.get("law:key", as: Int.self)
            try await expect(cache.fill("law:key", with: 1, under: token), is: true, "fill after others were refused")
        },
        CacheLaw(
            10,
            "a lease is no entry",
            because: "Leases are kept where callers do not meet them.",
            requires: [.storage, .leasing]
        ) { trial in
            let cache = try trial.leasing
            let token = try await cache.grantedToken("law:key")
            try await trial.expect("law:key", holds: Int?.none, "of a leased key")
            try await expect(cache.getMany(["law:key"], as: Int.self), is: [:], "getMany of a leased key")
            if let cache = cache as? any ExpiringCache {
                try await expect(cache.timeToLive("law:key"), is: .absent, "timeToLive of a leased key")
                try await expect(cache.expire("law:key", after: .never), is: false, "expire of a leased key")
            }
            if let cache = cache as? any ScannableCache {
                try await expect(cache.keys(matching: "*"), is: [], "the set of keys with a lease")
            }
            if let cache = cache as? any ManagedCache, let entries = try await cache.statistics().entries {
                try expect(entries, is: 0, "the number of entries with a lease")
            }
            try await expect(cache.fill("law:key", with: 1, under: token), is: true, "fill after the reads")
        },
    ]

    private static func expectVoided(by change: Probe, refreshing: Bool = false, _ trial: LawTrial) async throws {
        let cache = try trial.leasing
        if !refreshing { try await cache.remove("law:key") }
        let lease = try await cache.lease("law:key", for: .seconds(60), refreshing: refreshing, as: Int.self)
        let token = try required(lease.grantedToken)
        try await change.run("law:key")
        try await expect(cache.fill("law:key", with: 99, under: token), is: false, "a late fill after \(change.name)")
    }

    private static func writes(_ trial: LawTrial) -> [Probe] {
        let cache = trial.cache
        var writes = [
            Probe("set") { try await cache.set($0, to: 1, expires: $1) },
            Probe("setMany") { try await cache.setMany([CacheEntry($0, 1, expires: $1)]) },
        ]
        if let cache = cache as? any TaggingCache {
            writes.append(Probe("set with tags") { try await cache.set($0, to: 1, expires: $1, tags: ["law"]) })
        }
        if let cache = cache as? any AtomicCache {
            writes += [
                Probe("setIfAbsent") { _ = try await cache.setIfAbsent($0, to: 1, expires: $1) },
                Probe("increment") { _ = try await cache.increment($0, by: 1, expires: $1) },
                Probe("compareAndSet") {
                    _ = try await cache.compareAndSet($0, expecting: nil, to: .random(), expires: $1)
                },
                Probe("acquire") { _ = try await cache.acquire($0, token: .random(), expires: $1) },
            ]
        }
        return writes
    }

    private static func removals(_ trial: LawTrial) -> [Probe] {
        let cache = trial.cache
        var removals = [
            Probe("remove") { key, _ in try await cache.remove(key) },
            Probe("removeMany") { key, _ in try await cache.removeMany(["law:missing", key]) },
            Probe("clear") { _, _ in try await cache.clear() },
        ]
        if let cache = cache as? any ScannableCache {
            removals.append(
                Probe("removeAll") { key, _ in try await cache.removeAll(matching: .exactly(key.rawValue)) }
            )
        }
        return removals
    }
}
