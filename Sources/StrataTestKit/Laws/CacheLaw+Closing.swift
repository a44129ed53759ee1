import StrataCore

extension CacheLaw {
    /// Law 12, and what else a managed cache promises.
    public static let managing: [CacheLaw] = [
        CacheLaw(
            12,
            "after close every call is closed",
            because:
                "A late call must fail clearly, not hang, crash, or write into what belongs to somebody else by now.",
            requires: [.managed]
        ) { trial in
            let cache = try trial.managed
            let keyless: [Probe] = [
                Probe("ping") { _, _ in try await cache.ping() },
                Probe("statistics") { _, _ in _ = try await cache.statistics() },
                Probe("getMany of nothing") { _, _ in _ = try await cache.getMany(["law:missing"], as: Int.self) },
            ]
            try await cache.set("law:key", to: 1, expires: .seconds(60))
            try await cache.close()
            for probe in trial.probes + keyless {
                try await expect(.closed, from: "\(probe.name) after close") { try await probe.run("law:key") }
            }
        },
        CacheLaw(
            12,
            "closing twice is fine",
            because: "Whoever shuts down does not ask who else did.",
            requires: [.managed]
        ) { trial in
            let cache = try trial.managed
            try await cache.close()
            try await cache.close()
            _ = try await race(10) { _ in try await cache.close() }
        },
        CacheLaw(
            12,
            "closing while others work fails their calls with closed or lets them finish",
            because: "A shutdown meets requests on their way; none may hang, or fail with anything else.",
            requires: [.managed]
        ) { trial in
            let cache = try trial.managed
            let outcomes = try await race(50) { task -> String? in
                do {
                    if task == 25 { try await cache.close() }
                    for _ in 0..<100 {
                        try await cache.set("law:\(task)", to: task, expires: .seconds(60))
                        await Task.yield()
                    }
                    return nil
                } catch let error as CacheError {
                    return error.code == .closed ? nil : error.description
                }
            }.compactMap(\.self)
            try expect(outcomes, is: [], "the list of other errors than closed")
        },
        CacheLaw(
            12,
            "an open cache answers ping",
            because: "Health checks rely on it.",
            requires: [.managed]
        ) { trial in
            try await trial.managed.ping()
        },
        CacheLaw(
            12,
            "statistics count what happened",
            because: "Operators size caches by these figures.",
            requires: [.storage, .managed]
        ) { trial in
            let cache = try trial.managed
            let before = try await cache.statistics()
            try await cache.set("law:key", to: 1, expires: .seconds(60))
            for key in ["law:key", "law:key", "law:missing"] as [CacheKey] {
                _ = try await cache.get(key, as: Int.self)
            }
            let held = try await cache.statistics()
            try await cache.remove("law:key")
            let after = try await cache.statistics()
            try expect(after.writes - before.writes, is: 1, "the number of writes after one set")
            try expect(after.hits - before.hits, is: 2, "the number of hits after two")
            try expect(after.misses - before.misses, is: 1, "the number of misses after one")
            try expect(after.removals - before.removals, is: 1, "the number of removals after one")
            if let entries = held.entries { try expect(entries, is: 1, "the number of entries") }
        },
    ]
}
