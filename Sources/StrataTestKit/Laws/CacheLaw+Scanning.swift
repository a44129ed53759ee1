import StrataCore

extension CacheLaw {
    /// Law 13: a pattern means the same on every cache, and a scan sees everything.
    public static let scanning: [CacheLaw] = [
        CacheLaw(
            13,
            "a pattern means the same on every cache",
            because: "An application that changes its backend must not list or remove other keys than before.",
            requires: [.storage, .scannable]
        ) { trial in
            let cache = try trial.scannable
            try await cache.setMany(patternKeys.map { CacheEntry($0, 1, expires: .seconds(60)) })
            for (pattern, matches) in patterns {
                let found = try await cache.keys(matching: pattern)
                try expect(
                    found.sorted(),
                    is: matches.sorted(),
                    "the list of keys that match \(pattern.text.debugDescription)"
                )
            }
        },
        CacheLaw(
            13,
            "keys are listed as they were written",
            because: "A listed key is used to read, to remove and to show: it must be the same bytes.",
            requires: [.storage, .scannable]
        ) { trial in
            let cache = try trial.scannable
            let keys = Set(OddKeys.all)
            try await cache.setMany(keys.map { CacheEntry($0, 1, expires: .seconds(60)) })
            let found = try await cache.keys(matching: "*")
            let differences = found.symmetricDifference(keys).map(\.rawValue.debugDescription)
            try expect(
                differences.count,
                is: 0,
                "the number of keys that are missing or should not be there, \(shown(differences)),"
            )
            for key in keys {
                let exact = try await cache.keys(matching: .exactly(key.rawValue))
                try expect(exact, is: [key], "the set of keys that are exactly \(shown(key.rawValue.debugDescription))")
            }
        },
        CacheLaw(
            13,
            "pages together hold every key",
            because: "A scan that skips keys at the end of a page leaves what was to be removed.",
            requires: [.storage, .scannable]
        ) { trial in
            let cache = try trial.scannable
            let keys = Set((0..<150).map { CacheKey("law:\($0)") })
            try await cache.setMany(keys.map { CacheEntry($0, 1, expires: .seconds(60)) })
            for limit in [1, 7, 149, 150, 151, 10_000, Int.max] {
                try await expect(scan(cache, "law:*", limit: limit), is: keys, "the set of keys by pages of \(limit)")
                let tens = try await scan(cache, "law:1?", limit: limit)
                try expect(tens.count, is: 10, "the number of keys like \"law:1?\" by pages of \(limit)")
            }
        },
        CacheLaw(
            13,
            "a scan sees every key that stays, whatever comes and goes",
            because: "Scans run beside the traffic; a key that was there all the time must be in them.",
            requires: [.storage, .scannable]
        ) { trial in
            let cache = try trial.scannable
            let staying = Set((0..<60).map { CacheKey("law:stays:\($0)") })
            try await cache.setMany(staying.map { CacheEntry($0, 1, expires: .seconds(60)) })
            try await cache.setMany((0..<60).map { CacheEntry("law:goes:\($0)", 1, expires: .seconds(60)) })
            let found = try await scan(cache, "*", limit: 5) { page in
                guard page < 12 else { return }
                try await cache.removeMany((page * 5..<page * 5 + 5).map { "law:goes:\($0)" })
                try await cache.setMany((0..<3).map { CacheEntry("law:comes:\(page):\($0)", 1, expires: .seconds(60)) })
            }
            try expect(staying.subtracting(found).count, is: 0, "the number of keys that stayed and were not seen")
        },
        CacheLaw(
            13,
            "a page holds at least one key and no limit below 1 is taken",
            because: "A limit of zero would make a scan that never ends.",
            requires: [.scannable]
        ) { trial in
            let cache = try trial.scannable
            for limit in [0, -1, Int.min] {
                try await expect(.invalidArgument, from: "keys with a limit of \(limit)") {
                    _ = try await cache.keys(matching: "*", after: nil, limit: limit)
                }
            }
            try await expect(cache.keys(matching: "*"), is: [], "the set of keys of an empty cache")
            try await expect(cache.removeAll(matching: "*"), is: 0, "the number removed from an empty cache")
        },
        CacheLaw(
            13,
            "a foreign cursor is refused or leads somewhere, but never harms",
            because: "Cursors travel through the hands of clients.",
            requires: [.storage, .scannable]
        ) { trial in
            let cache = try trial.scannable
            try await cache.set("law:key", to: 1, expires: .seconds(60))
            for bytes in [
                [], [0], [0xFF], Array("law:".utf8), [UInt8](repeating: 0xFF, count: 8),
                .init(repeating: 7, count: 1000),
            ] {
                do {
                    _ = try await cache.keys(matching: "*", after: ScanCursor(bytes), limit: 10)
                } catch let error as CacheError {
                    try expect(error.code, is: .invalidArgument, "the error of keys after a foreign cursor")
                }
            }
            try await expect(cache.keys(matching: "*"), is: ["law:key"], "the set of keys after foreign cursors")
        },
        CacheLaw(
            13,
            "removeAll takes what matches and says how many",
            because: "Invalidation by pattern must be neither too little nor too much.",
            requires: [.storage, .scannable]
        ) { trial in
            let cache = try trial.scannable
            for (pattern, matches) in patterns {
                try await cache.setMany(patternKeys.map { CacheEntry($0, 1, expires: .seconds(60)) })
                let name = pattern.text.debugDescription
                try await expect(cache.removeAll(matching: pattern), is: matches.count, "the number removed by \(name)")
                let left = try await cache.keys(matching: "*")
                try expect(
                    left,
                    is: Set(patternKeys).subtracting(matches),
                    "the set of keys left by removeAll of \(name)"
                )
            }
            try await cache.setMany((0..<3000).map { CacheEntry("law:\($0)", 1, expires: .seconds(60)) })
            try await cache.removeAll(matching: "law:*")
            try await expect(cache.keys(matching: "law:*"), is: [], "the set of keys left by removeAll of 3,000 keys")
        },
        CacheLaw(
            2,
            "scans hold expirations to the millisecond",
            because: "An expired entry is never returned, by any operation.",
            requires: [.storage, .scannable, .exactTime]
        ) { trial in
            let cache = try trial.scannable
            try await cache.set("law:a", to: 1, expires: .milliseconds(50))
            try await cache.set("law:b", to: 1, expires: .milliseconds(51))
            try await trial.aroundTheEnd { isPresent in
                let expected: Set<CacheKey> = isPresent ? ["law:a", "law:b"] : ["law:b"]
                try await expect(cache.keys(matching: "*"), is: expected, "the set of keys around 50 ms")
            }
            try await expect(cache.removeAll(matching: "*"), is: 1, "the number removed where one of two has expired")
        },
    ]

    private static func scan(
        _ cache: any ScannableCache,
        _ pattern: GlobPattern,
        limit: Int,
        between: (_ page: Int) async throws -> Void = { _ in }
    ) async throws -> Set<CacheKey> {
        var found: Set<CacheKey> = []
        var cursor: ScanCursor?
        for number in 0..<1000 {
            let page = try await cache.keys(matching: pattern, after: cursor, limit: limit)
            found.formUnion(page.keys)
            cursor = page.next
            if cursor == nil { return found }
            try await between(number)
        }
        throw Breach(reason: "a scan by pages of \(limit) did not end after 1,000 pages")
    }

    private static let patternKeys: [CacheKey] = [
        "user:1", "user:2", "user:10", "User:1", "user:", "user", "a*b", "axb", "a[b]", "a\\b", "a-b", "a^b", "a]b",
        "\u{E9}",
        "a\nb", "a\u{0}b", "%", "_", "a.b",
    ]

    private static let patterns: [(GlobPattern, [CacheKey])] = [
        ("*", patternKeys),
        ("***", patternKeys),
        ("", []),
        ("user", ["user"]),
        ("user:*", ["user:1", "user:2", "user:10", "user:"]),
        ("*:1", ["user:1", "User:1"]),
        ("user:?", ["user:1", "user:2"]),
        ("user:??", ["user:10"]),
        ("[uU]ser:1", ["user:1", "User:1"]),
        ("[^u]ser:1", ["User:1"]),
        ("user:[1-2]", ["user:1", "user:2"]),
        ("user:[2-1]*", ["user:1", "user:2", "user:10"]),
        ("*1*", ["user:1", "user:10", "User:1"]),
        ("a\\*b", ["a*b"]),
        ("a?b", ["a*b", "axb", "a\\b", "a-b", "a^b", "a]b", "a\nb", "a\u{0}b", "a.b"]),
        ("a[*]b", ["a*b"]),
        ("a[[]b]", ["a[b]"]),
        ("a\\[b\\]", ["a[b]"]),
        ("a\\\\b", ["a\\b"]),
        ("a[\\]\\-]b", ["a-b", "a]b"]),
        ("a[x^]b", ["axb", "a^b"]),
        ("??", ["\u{E9}"]),
        ("%", ["%"]),
        ("_", ["_"]),
        ("a.b", ["a.b"]),
        ("user:[1", []),
        ("nothing*", []),
    ]
}
