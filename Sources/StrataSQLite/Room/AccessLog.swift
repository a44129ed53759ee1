/// Which rows were read lately, so that reads cost no write. Bounded; what does not fit is forgotten, the earliest first.
struct AccessLog: Sendable {
    /// How many rows are remembered at most.
    static let capacity = 16_384
    /// From how many rows on it is worth telling the file, which other processes evict from.
    static let flushSize = 1024
    /// How long, in milliseconds, between two times of telling.
    static let flushInterval: Int64 = 10_000

    private var times: [Int64: Int64] = [:]
    private var flushedAt = Int64.min / 2

    /// Whether nothing is remembered.
    var isEmpty: Bool { times.isEmpty }

    /// Remembers a read.
    ///
    /// - Parameters:
    ///   - id: The row.
    ///   - now: When, in milliseconds.
    /// - Returns: Whether it is time to tell the file.
    mutating func note(_ id: Int64, at now: Int64) -> Bool {
        times[id] = now
        if times.count > Self.capacity { forgetEarlierHalf() }
        guard times.count >= Self.flushSize, abs(now - flushedAt) >= Self.flushInterval else { return false }
        flushedAt = now
        return true
    }

    /// When a row was read last, which is then forgotten; nil when that is not known.
    mutating func take(_ id: Int64) -> Int64? {
        times.removeValue(forKey: id)
    }

    /// Up to `limit` of the rows that were read last, which are then forgotten.
    mutating func takeLatest(_ limit: Int) -> [(id: Int64, time: Int64)] {
        let latest = times.sorted { $0.value > $1.value }.prefix(limit).map { (id: $0.key, time: $0.value) }
        for (id, _) in latest { times[id] = nil }
        return latest
    }

    private mutating func forgetEarlierHalf() {
        let middle = times.values.sorted()[times.count / 2]
        times = times.filter { $0.value > middle }
    }
}
