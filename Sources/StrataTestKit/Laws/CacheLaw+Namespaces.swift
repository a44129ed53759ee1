import StrataCore

extension CacheLaw {
    /// Law 4, for caches that share one storage: namespaces never overlap.
    public static let namespaces: [CacheLaw] = [
        CacheLaw(
            4,
            "namespaces hold different entries under one key",
            because: "Services share a server by namespace; one that reads the entries of another is a leak.",
            requires: [.storage, .siblings]
        ) { trial in
            let homes = try await homes(trial)
            for (index, home) in homes.enumerated() { try await home.set("law:key", to: index, expires: .never) }
            try await expectKept(in: homes, "after each wrote its own")
            try await homes[0].remove("law:key")
            try await expectKept(in: homes.dropFirst(), "after another namespace removed its entry", offset: 1)
        },
        CacheLaw(
            4,
            "a separator in a key does not lead into another namespace",
            because:
                "Key \"b:x\" of namespace \"a\" and key \"x\" of \"a:b\" would be the same if both were simply joined.",
            requires: [.storage, .siblings]
        ) { trial in
            let outer = try await trial.sibling("a")
            let inner = try await trial.sibling("a:b")
            for separator in [":", ":b:", "b:", "::", "/", "|", "\u{0}", ""] {
                try await outer.set("b\(separator)x", to: 1, expires: .never)
                try await outer.set(":b\(separator)x", to: 1, expires: .never)
            }
            for key in ["x", ":x", "b:x", "bx", "\u{0}x", "/x"] as [CacheKey] {
                try await expect(inner.exists(key), is: false, "exists in \"a:b\" of a key that only \"a\" wrote")
            }
        },
        CacheLaw(
            4,
            "clear touches its own namespace and nothing else",
            because:
                "One service that clears its cache must not empty the caches of all others, and not leave its own.",
            requires: [.storage, .siblings]
        ) { trial in
            for cleared in 0..<6 {
                let homes = try await homes(trial)
                for (index, home) in homes.enumerated() { try await home.set("law:key", to: index, expires: .never) }
                try await homes[cleared].clear()
                for (index, home) in homes.enumerated() {
                    let expected = index == cleared ? nil : index
                    let found: Int? = try await home.get("law:key")
                    try expect(found, is: expected, "get in namespace \(index) after namespace \(cleared) was cleared")
                }
            }
        },
        CacheLaw(
            4,
            "a scan sees its own namespace and nothing else",
            because:
                "Keys are listed as they were written, without the marks of the namespace, and never a neighbour's.",
            requires: [.storage, .siblings, .scannable]
        ) { trial in
            let outer = try required(try await trial.sibling("a") as? any ScannableCache)
            let inner = try required(try await trial.sibling("a:b") as? any ScannableCache)
            try await outer.set("b:x", to: 1, expires: .never)
            try await inner.set("x", to: 2, expires: .never)
            try await inner.set("y", to: 3, expires: .never)
            try await expect(outer.keys(matching: "*"), is: ["b:x"], "the set of keys of namespace \"a\"")
            try await expect(inner.keys(matching: "*"), is: ["x", "y"], "the set of keys of namespace \"a:b\"")
            try await expect(outer.removeAll(matching: "*"), is: 1, "the number removed from namespace \"a\"")
            try await expect(inner.keys(matching: "*"), is: ["x", "y"], "the set of keys after another was emptied")
        },
        CacheLaw(
            4,
            "tags belong to their namespace",
            because: "Two services may use the same name for a tag; one must not void the entries of the other.",
            requires: [.storage, .siblings, .tagging]
        ) { trial in
            let one = try required(try await trial.sibling("a") as? any TaggingCache)
            let other = try required(try await trial.sibling("a:b") as? any TaggingCache)
            for cache in [one, other] {
                try await cache.set("law:key", to: 1, expires: .never, tags: ["tag", "b:tag"])
            }
            try await one.invalidate(tag: "b:tag")
            try await one.invalidate(tag: "tag")
            try await expect(one.exists("law:key"), is: false, "exists of an entry whose tag was invalidated")
            try await expect(other.exists("law:key"), is: true, "exists of an entry with that tag in another namespace")
        },
    ]

    private static func homes(_ trial: LawTrial) async throws -> [any AsyncCache] {
        var homes = [trial.cache]
        for name in ["a", "a:b", "a:", "ab", "A"] { homes.append(try await trial.sibling(name)) }
        return homes
    }

    private static func expectKept(
        in homes: some Sequence<any AsyncCache>,
        _ when: String,
        offset: Int = 0
    ) async throws {
        for (index, home) in homes.enumerated() {
            let found: Int? = try await home.get("law:key")
            try expect(found, is: index + offset, "get in namespace \(index + offset) \(when)")
        }
    }
}
