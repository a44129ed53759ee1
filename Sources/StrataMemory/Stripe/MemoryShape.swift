internal import StrataCore

/// How a configuration divides into stripes.
struct MemoryShape {
    private static let leastEntriesPerStripe = 4096
    private static let mostStripes = 64

    /// The bounds of each stripe; a power of two of them.
    let limits: [StripeLimits]
    /// What the stripes hold together.
    let totalEntries: Int

    /// Divides; numbers out of range are taken for the nearest in range.
    init(_ configuration: MemoryCache.Configuration) {
        let entries = min(max(1, configuration.maximumEntries), Int(UInt32.max / 4))
        let weight = configuration.maximumWeight.map { min(max(1, $0), Int.max / 4) }
        let wanted = configuration.stripes ?? (weight == nil ? entries / Self.leastEntriesPerStripe : 1)
        let most = configuration.stripes == nil ? Self.mostStripes : 1024
        let count = Self.powerOfTwo(max(1, min(wanted, most, entries)), roundingUp: configuration.stripes != nil)
        let idle = configuration.expiresAfterAccess.map(Self.nanoseconds)
        totalEntries = entries
        limits = (0..<count).map { stripe in
            StripeLimits(
                entries: max(1, entries / count + (stripe < entries % count ? 1 : 0)),
                weight: weight.map { max(1, $0 / count) },
                idle: idle
            )
        }
    }

    private static func powerOfTwo(_ number: Int, roundingUp: Bool) -> Int {
        var power = 1
        while power * 2 <= number { power *= 2 }
        return roundingUp && power < number ? power * 2 : power
    }

    private static func nanoseconds(_ duration: Duration) -> Int64 {
        let milliseconds = try? Expiration.after(max(duration, .milliseconds(1))).milliseconds()
        return Deadline.after(milliseconds ?? nil, from: 0)
    }
}
