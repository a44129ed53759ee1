/// How long to wait before connecting again: longer after every failure, and never the same for two nodes.
struct ReconnectBackOff: Sendable {
    private var failures = 0

    /// The longest pause, in milliseconds.
    static let longest = 2000

    /// The next pause in milliseconds: half of a doubling step, and up to as much again at random.
    mutating func pause(random: (ClosedRange<Int>) -> Int = { Int.random(in: $0) }) -> Int {
        let step = min(Self.longest, 50 << min(failures, 10))
        failures += 1
        return step / 2 + random(0...(step / 2))
    }

    /// Begins anew, after a success.
    mutating func reset() {
        failures = 0
    }
}
