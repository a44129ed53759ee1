import BenchmarkSupport

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Access patterns that are known to suit one policy or another.
enum SyntheticTraces {
    private static let length = 400_000

    /// All of them.
    static func all() -> [Trace] {
        [
            zipf("zipf 0.99", exponent: 0.99, seed: 1), zipf("zipf 0.7", exponent: 0.7, seed: 2),
            zipfWithScans(), zipfWithLoop(), loop(), shiftingHotSets(), driftingHotSet(), recency(), phases(),
        ]
    }

    private static func zipf(_ name: String, exponent: Double, seed: UInt64) -> Trace {
        var keys = Zipf(50_000, exponent: exponent, seed: seed)
        return Trace(name, (0..<length).map { _ in keys.next() })
    }

    /// Every so often, thousands of keys that never come again.
    private static func zipfWithScans() -> Trace {
        var keys = Zipf(50_000, exponent: 0.99, seed: 3)
        return Trace(
            "zipf + scans",
            (0..<length).map { access -> UInt32 in
                access % 20_000 < 6000 ? UInt32(1_000_000 + access) : keys.next()
            }
        )
    }

    /// One access in three goes round 4,000 keys.
    private static func zipfWithLoop() -> Trace {
        var keys = Zipf(20_000, exponent: 0.99, seed: 4)
        return Trace(
            "zipf + loop",
            (0..<length).map { access -> UInt32 in
                let place = UInt32(access / 3 % 4000)
                return access % 3 == 0 ? 1_000_000 + place : keys.next()
            }
        )
    }

    private static func loop() -> Trace {
        Trace("loop of 3000", (0..<length / 2).map { UInt32($0 % 3000) })
    }

    /// A third of the keys is new every 40,000 accesses.
    private static func shiftingHotSets() -> Trace {
        var keys = Zipf(20_000, exponent: 0.99, seed: 5)
        return Trace("shifting sets", (0..<length).map { keys.next() + UInt32($0 / 40_000 * 7000) })
    }

    /// What is popular moves on by one key every 40 accesses.
    private static func driftingHotSet() -> Trace {
        var keys = Zipf(20_000, exponent: 0.9, seed: 6)
        return Trace("drifting set", (0..<length).map { keys.next() + UInt32($0 / 40) })
    }

    /// What was used most recently is used again, at distances with a mean of 600.
    private static func recency() -> Trace {
        var random = SeededRandom(7)
        var stack: [UInt32] = []
        var fresh: UInt32 = 0
        return Trace(
            "recency",
            (0..<length / 2).map { _ in
                let distance = Int(-log(1 - random.unit()) * 600)
                if distance < stack.count, random.unit() > 0.1 {
                    stack.append(stack.remove(at: stack.count - 1 - distance))
                } else {
                    fresh += 1
                    stack.append(fresh)
                }
                if stack.count > 6000 { stack.removeFirst(1000) }
                return stack[stack.count - 1]
            }
        )
    }

    /// Popular keys and a loop take turns.
    private static func phases() -> Trace {
        var keys = Zipf(8000, exponent: 0.8, seed: 8)
        return Trace(
            "phases",
            (0..<length).map { access -> UInt32 in
                let phase = UInt32(access / 40_000)
                guard phase % 2 == 0 else { return 2_000_000 + UInt32(access % 2500) }
                return keys.next() + phase * 4000
            }
        )
    }
}
