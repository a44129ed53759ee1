import StrataCore

extension LawTrial {
    /// Every operation of the cache that takes an expiration.
    var expiringProbes: [Probe] {
        let cache = cache
        var probes = [
            Probe("set") { try await cache.set($0, to: 1, expires: $1) },
            Probe("setMany") {
                try await cache.setMany([CacheEntry("law:other", 1, expires: .never), CacheEntry($0, 1, expires: $1)])
            },
        ]
        if let cache = cache as? any AtomicCache { probes += Self.expiringProbes(of: cache) }
        if let cache = cache as? any ExpiringCache {
            probes.append(Probe("expire") { _ = try await cache.expire($0, after: $1) })
        }
        if let cache = cache as? any TaggingCache {
            probes.append(Probe("set with tags") { try await cache.set($0, to: 1, expires: $1, tags: ["law"]) })
        }
        if let cache = cache as? any LeasingCache { probes += Self.expiringProbes(of: cache) }
        return probes
    }

    /// Every operation of the cache that takes a key.
    var keyedProbes: [Probe] {
        let cache = cache
        var probes = expiringProbes
        probes += [
            Probe("get") { key, _ in _ = try await cache.get(key, as: Int.self) },
            Probe("exists") { key, _ in _ = try await cache.exists(key) },
            Probe("remove") { key, _ in try await cache.remove(key) },
            Probe("getMany") { key, _ in _ = try await cache.getMany(["law:other", key], as: Int.self) },
            Probe("removeMany") { key, _ in try await cache.removeMany(["law:other", key]) },
        ]
        if let cache = cache as? any AtomicCache {
            probes.append(
                Probe("compareAndRemove") { key, _ in _ = try await cache.compareAndRemove(key, expecting: .random()) }
            )
        }
        if let cache = cache as? any ExpiringCache { probes += Self.keyedProbes(of: cache) }
        if let cache = cache as? any LeasingCache { probes += Self.keyedProbes(of: cache) }
        return probes
    }

    /// Every operation of the cache but those of its management.
    var probes: [Probe] {
        let cache = cache
        var probes = keyedProbes
        probes.append(Probe("clear") { _, _ in try await cache.clear() })
        if let cache = cache as? any ScannableCache {
            probes += [
                Probe("keys") { _, _ in _ = try await cache.keys(matching: "*", after: nil, limit: 10) },
                Probe("removeAll") { _, _ in try await cache.removeAll(matching: "law:nothing*") },
            ]
        }
        if let cache = cache as? any TaggingCache {
            probes += [
                Probe("invalidate") { _, _ in try await cache.invalidate(tag: "law") },
                Probe("tagVersions") { _, _ in _ = try await cache.tagVersions(of: ["law"]) },
            ]
        }
        return probes
    }

    private static func expiringProbes(of cache: some AtomicCache) -> [Probe] {
        [
            Probe("setIfAbsent") { _ = try await cache.setIfAbsent($0, to: 1, expires: $1) },
            Probe("increment") { _ = try await cache.increment($0, by: 1, expires: $1) },
            Probe("compareAndSet") {
                _ = try await cache.compareAndSet($0, expecting: nil, to: .random(), expires: $1)
            },
            Probe("compareAndExpire") {
                _ = try await cache.compareAndExpire($0, expecting: .random(), expires: $1)
            },
            Probe("acquire") { _ = try await cache.acquire($0, token: .random(), expires: $1) },
        ]
    }

    private static func expiringProbes(of cache: some LeasingCache) -> [Probe] {
        [
            Probe("fill") {
                _ = try await cache.fill($0, with: 1, metadata: EntryMetadata(), expires: $1, token: .random())
            },
            Probe("fillMany") {
                _ = try await cache.fillMany([
                    LeaseFill($0, with: 1, metadata: EntryMetadata(), expires: $1, token: .random())
                ])
            },
            Probe("set with metadata") { key, expires in
                try await cache.set(key, to: 1, metadata: EntryMetadata(loadCost: 1), expires: expires)
            },
        ]
    }

    private static func keyedProbes(of cache: some ExpiringCache) -> [Probe] {
        [
            Probe("timeToLive") { key, _ in _ = try await cache.timeToLive(key) },
            Probe("getWithTimeToLive") { key, _ in _ = try await cache.getWithTimeToLive(key, as: Int.self) },
        ]
    }

    private static func keyedProbes(of cache: some LeasingCache) -> [Probe] {
        [
            Probe("entry") { key, _ in _ = try await cache.entry(key, as: Int.self) },
            Probe("lease") { key, _ in _ = try await cache.lease(key, for: .seconds(1), as: Int.self) },
            Probe("leaseMany") { key, _ in _ = try await cache.leaseMany([key], for: .seconds(1), as: Int.self) },
            Probe("release") { key, _ in try await cache.release(key, token: .random()) },
            Probe("releaseMany") { key, _ in try await cache.releaseMany([key: .random()]) },
        ]
    }
}
