import StrataCore

extension CacheLaw {
    /// Law 3: set replaces both value and expiration, and an expiration of zero is an error.
    public static let replacing: [CacheLaw] = [
        CacheLaw(
            3,
            "set replaces the value",
            because: "The last write is the truth, also when it is of another type, larger or smaller."
        ) { trial in
            let cache = trial.cache
            try await cache.set("law:key", to: "a text", expires: .seconds(60))
            try await cache.set("law:key", to: Sample(), expires: .seconds(60))
            try await trial.expect("law:key", holds: Sample(), "after a text was replaced by a structure")
            try await cache.set("law:key", to: [UInt8](repeating: 1, count: 10_000), expires: .seconds(60))
            try await cache.set("law:key", to: 5, expires: .seconds(60))
            try await trial.expect("law:key", holds: 5, "after 10,000 bytes were replaced by a number")
        },
        CacheLaw(
            3,
            "set replaces the expiration",
            because: "An entry that keeps the expiration of an earlier write dies too early, or too late.",
            requires: [.storage, .exactTime]
        ) { trial in
            let cache = trial.cache
            let changes: [(key: CacheKey, before: Expiration, after: Expiration, lives: Bool)] = [
                ("law:longer", .milliseconds(50), .milliseconds(100), true),
                ("law:shorter", .milliseconds(100), .milliseconds(50), false),
                ("law:to never", .milliseconds(50), .never, true),
                ("law:from never", .never, .milliseconds(50), false),
            ]
            for change in changes { try await cache.set(change.key, to: 1, expires: change.before) }
            for change in changes { try await cache.set(change.key, to: 2, expires: change.after) }
            try await trial.advance(.milliseconds(50))
            for change in changes {
                try await trial.expect(change.key, holds: change.lives ? 2 : nil, "of \(change.key) after 50 ms")
            }
        },
        CacheLaw(
            3,
            "an expiration counts from the write that set it",
            because: "Each write starts a new lifetime; the age of the key does not matter.",
            requires: [.storage, .exactTime]
        ) { trial in
            for round in 1...3 {
                try await trial.cache.set("law:key", to: round, expires: .milliseconds(50))
                try await trial.advance(.milliseconds(40))
                try await trial.expect("law:key", holds: round, "40 ms after write \(round) for 50 ms")
            }
            try await trial.advance(.milliseconds(10))
            try await trial.expect("law:key", holds: Int?.none, "50 ms after the last write for 50 ms")
        },
        CacheLaw(
            3,
            "an expiration of zero or less is refused",
            because:
                "Zero could mean never or at once; a negative one comes from a faulty computation. Neither is guessed.",
            requires: []
        ) { trial in
            for probe in trial.expiringProbes {
                for expiration in [Expiration.seconds(0), .seconds(-1), .after(.nanoseconds(-1)), .seconds(Double.nan)]
                {
                    try await expect(.invalidExpiration, from: "\(probe.name) for \(expiration)") {
                        try await probe.run("law:key", expires: expiration)
                    }
                }
            }
        },
        CacheLaw(
            3,
            "a refused expiration changes nothing",
            because: "A call that failed must leave the entry as it was."
        ) { trial in
            try await trial.cache.set("law:key", to: 42, expires: .seconds(60))
            for probe in trial.expiringProbes {
                try await expect(.invalidExpiration, from: probe.name) {
                    try await probe.run("law:key", expires: .seconds(0))
                }
                try await trial.expect("law:key", holds: 42, "after \(probe.name) was refused")
                try await trial.expect("law:other", holds: Int?.none, "of another key of a refused batch")
            }
        },
    ]
}
