/// How long to wait before a channel is tried again: 50 milliseconds, then twice as long each time, up to 5 seconds.
struct BackplanePause: Sendable {
    private var duration = Duration.milliseconds(50)

    mutating func next() -> Duration {
        defer { duration = min(duration * 2, .seconds(5)) }
        return duration
    }

    mutating func reset() {
        duration = .milliseconds(50)
    }
}
