import StrataCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension CacheLaw {
    /// Law 7: any `Codable` value works.
    public static let values: [CacheLaw] = [
        CacheLaw(7, "texts come back as they were", because: exactness) { trial in
            try await trial.roundTrip(
                "",
                " ",
                "\u{0}",
                "a\u{0}b",
                "\"",
                "\\",
                "\n\r\n\t",
                "null",
                "caf\u{E9}",
                "\u{2028}"
            )
            try await trial.roundTrip(
                "\u{1F468}\u{200D}\u{1F469}",
                "\u{FEFF}",
                "\u{FFFF}",
                "\u{10FFFF}",
                "</script>",
                "\u{1}"
            )
            try await trial.roundTrip("cafe\u{301}") { $0.utf8.elementsEqual($1.utf8) }
            try await trial.roundTrip(String(repeating: "long \u{E9} ", count: 100_000))
        },
        CacheLaw(7, "integers come back as they were", because: exactness) { trial in
            try await trial.roundTrip(0, -1, Int.min, Int.max, 1 << 53, (1 << 53) + 1, -(1 << 53) - 1)
            try await trial.roundTrip(Int64.min, Int64.max)
            try await trial.roundTrip(UInt64.min, UInt64.max, UInt64(Int64.max) + 1)
            try await trial.roundTrip(Int8.min, Int8.max)
            try await trial.roundTrip(UInt8.min, UInt8.max)
            try await trial.roundTrip(Int16.min, .max)
            try await trial.roundTrip(Int32.min, Int32.max)
            try await trial.roundTrip(UInt32.max)
            try await trial.roundTrip(true, false)
        },
        CacheLaw(7, "floating-point numbers come back to the last bit", because: exactness) { trial in
            let doubles: [Double] = [
                0, -0.0, 0.1, 1 / 3, -1e300, .leastNonzeroMagnitude, .pi, .greatestFiniteMagnitude,
                .leastNormalMagnitude, .infinity,
                -.infinity, .nan, 9_007_199_254_740_992, 1e21, 123_456_789.123_456_78,
            ]
            for double in doubles {
                try await trial.roundTrip(double) { $0 == $1 && $0.sign == $1.sign || $0.isNaN && $1.isNaN }
            }
            for float in [0.1, -.infinity, .nan, Float.leastNonzeroMagnitude, .greatestFiniteMagnitude] as [Float] {
                try await trial.roundTrip(float) { $0 == $1 || $0.isNaN && $1.isNaN }
            }
            try await trial.roundTrip(["a": Double.infinity, "b": 0.1])
        },
        CacheLaw(7, "dates and other types of Foundation come back as they were", because: exactness) { trial in
            for seconds in [0, 0.000_1, 790_000_000.123_456_7, -1e9 - 0.001, 1e10 + 0.25] {
                try await trial.roundTrip(Date(timeIntervalSinceReferenceDate: seconds))
            }
            try await trial.roundTrip(Date.distantPast, .distantFuture)
            try await trial.roundTrip(["at": Date(timeIntervalSinceReferenceDate: 0.123_456_789)])
            try await trial.roundTrip(UUID())
            try await trial.roundTrip(Decimal(sign: .minus, exponent: -20, significand: 12_345_678_901_234_567))
            if let url = URL(string: "https://example.org/a%20b?q=1&r=\u{E9}#f") { try await trial.roundTrip(url) }
        },
        CacheLaw(7, "bytes come back as they were", because: exactness) { trial in
            let every = (0...255).map { UInt8($0) }
            try await trial.roundTrip(
                [UInt8](),
                [0],
                every,
                [0xC1],
                [0xC1, 0],
                [0xC1, 2, 1],
                [0xC1, 0xFF],
                Array("{}".utf8)
            )
            try await trial.roundTrip(Data(), Data(every), Data([0xC1, 1]), Data("null".utf8))
            try await trial.roundTrip(Data(every + every).dropFirst(7))
            try await trial.roundTrip(["in": Data(every), "empty": Data()])
            try await trial.roundTrip([[UInt8]](), [every, []])
        },
        CacheLaw(7, "containers come back as they were", because: exactness) { trial in
            try await trial.roundTrip([Int](), [1, 2, 3])
            try await trial.roundTrip([String: Int](), ["": 0, "\u{0}": 1, "a.b": 2, "caf\u{E9}": 3, "$key": 4])
            try await trial.roundTrip([7: "seven", -1: "minus one"])
            try await trial.roundTrip([Sample(): 1, Sample(identifier: 8): 2])
            try await trial.roundTrip(Set(0..<100))
            try await trial.roundTrip([[Int?]](), [[nil], [], [1, nil]])
            try await trial.roundTrip(["a": ["b": ["c": [Int?.none]]]])
            try await trial.roundTrip(Array(0..<10_000))
        },
        CacheLaw(7, "structures and enumerations come back as they were", because: exactness) { trial in
            try await trial.roundTrip(Sample(), Sample(note: ""), Sample(name: "", labels: [], note: "\u{0}"))
            try await trial.roundTrip(OtherSample())
            try await trial.roundTrip(
                Payload.nothing,
                .item(1),
                .pair(left: .item(2), right: nil),
                .table(["a": .nothing, "b": .pair(left: .nothing, right: 3)])
            )
        },
        CacheLaw(
            7,
            "values that look like the cache's own marks come back as they were",
            because: "What the cache writes around a value must never be taken from, or for, a value of the user."
        ) { trial in
            try await trial.roundTrip(
                ["$strata": 1],
                ["$strata": 1, "v": 2, "m": 3],
                ["$$strata": 1],
                ["$": 1],
                ["v": 1]
            )
            try await trial.roundTrip(
                ["$bytes": "AAAA"],
                ["$bytes": ""],
                ["$$bytes": "x"],
                ["$strata": "1", "v": "x", "m": ""]
            )
            try await trial.roundTrip(Payload<Int>.table(["$strata": .item(1), "v": .nothing, "m": .table([:])]))
            try await trial.roundTrip("{\"$strata\":1,\"v\":2,\"m\":{}}", "$strata")
            try await trial.roundTrip(Array("{\"$strata\":1,\"v\":2,\"m\":{}}".utf8))
        },
        CacheLaw(
            7,
            "values nest 256 levels deep",
            because: "Trees and documents nest; a stack overflow takes the process down."
        ) { trial in
            try await trial.roundTrip(Nested(depth: 256))
        },
        CacheLaw(
            7,
            "a value may have 16 MiB",
            because: "A limit that the caller does not know would lose the largest results."
        ) { trial in
            // 251 is prime: bytes that are lost or moved cannot go unseen.
            let pattern = Data((0..<251).map { UInt8($0) })
            try await trial.roundTrip(Data(repeatElement(pattern, count: 16_777_216 / 251 + 1).joined()))
            try await trial.roundTrip([Data(repeating: 7, count: 1_000_000)])
        },
        CacheLaw(
            7,
            "what cannot be encoded is refused, and changes nothing",
            because: "The caller learns that its value was not stored; the entry from before is not half overwritten. "
                + "A cache that keeps values as they are says so by the trait doesNotEncode.",
            requires: [.storage, .encoding]
        ) { trial in
            let cache = trial.cache
            try await cache.set("law:key", to: 42, expires: .seconds(60))
            try await expect(.encodingFailed, from: "set of a value that cannot be encoded") {
                try await cache.set("law:key", to: UnencodableSample(), expires: .seconds(60))
            }
            try await expect(.encodingFailed, from: "setMany with a value that cannot be encoded") {
                // A cache that sets one entry after another may have stored the first when it meets the second.
                let good = CacheEntry("law:good", Payload<Fragile>.item(Fragile(isWhole: true)), expires: .seconds(60))
                let bad = CacheEntry("law:key", Payload<Fragile>.item(Fragile(isWhole: false)), expires: .seconds(60))
                try await cache.setMany([good, bad])
            }
            try await trial.expect("law:key", holds: 42, "after values were refused")
        },
    ]

    private static let exactness = "A cached value must be as good as the computed one, whatever it is."
}

/// A value that can be encoded as long as it is whole.
private struct Fragile: Codable, Hashable, Sendable {
    var isWhole: Bool

    init(isWhole: Bool) {
        self.isWhole = isWhole
    }

    func encode(to encoder: any Encoder) throws {
        guard isWhole else { return try UnencodableSample().encode(to: encoder) }
        var container = encoder.singleValueContainer()
        try container.encode(isWhole)
    }

    init(from decoder: any Decoder) throws {
        isWhole = try decoder.singleValueContainer().decode(Bool.self)
    }
}
