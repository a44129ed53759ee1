import AllocationCounter
import Strata

/// What a cached call that hits memory costs beside a plain read of the same key.
@main
struct ResultsBenchmark {
    static let rounds = 200_000

    static func main() async throws {
        let cache = MemoryCache()
        let greet = cached("greet", version: 1, expires: .hours(1), in: cache) { (name: String, times: Int) in
            Array(repeating: name, count: times)
        }
        let name = "a name of twenty two"
        let key = try greet.key(for: name, 3)
        _ = try await greet(name, 3)

        let read = try await measure { _ = try cache.get(key, as: [String].self) }
        let call = try await measure { _ = try await greet(name, 3) }
        let scoped = try await measure {
            _ = try await cache.cachedValue("greet", name, 3, expires: .hours(1)) { [name, name, name] }
        }
        report("plain read of the key", read, beside: read)
        report("cached function, String and Int", call, beside: read)
        report("cachedValue, String and Int", scoped, beside: read)
    }

    struct Cost {
        var nanoseconds: Double
        var allocations: Double
    }

    static func measure(_ body: () async throws -> Void) async rethrows -> Cost {
        for _ in 0..<1_000 { try await body() }
        let clock = ContinuousClock()
        let allocations = allocation_count()
        let start = clock.now
        for _ in 0..<rounds { try await body() }
        let elapsed = start.duration(to: clock.now)
        let allocated = allocation_count() - allocations
        return Cost(
            nanoseconds: elapsed / .nanoseconds(1) / Double(rounds),
            allocations: Double(allocated) / Double(rounds)
        )
    }

    static func report(_ name: String, _ ours: Cost, beside baseline: Cost) {
        let ratio = ours.nanoseconds / baseline.nanoseconds
        print(
            "\(name): \(ours.nanoseconds.rounded()) ns, plain read \(baseline.nanoseconds.rounded()) ns,",
            "ratio \((ratio * 100).rounded() / 100), \((ours.allocations * 100).rounded() / 100) allocations a call"
        )
    }
}
