/// How long to wait before another try at a lock that another process holds: 1 ms, doubling up to 50.
struct BusyBackOff {
    private var next = 1

    /// The longest pause, in milliseconds.
    static let longest = 50

    /// The next pause, in milliseconds.
    mutating func pause() -> Int {
        defer { next = min(next * 2, Self.longest) }
        return next
    }

    /// The lock was had.
    mutating func reset() {
        next = 1
    }
}
