/// How long to wait before the next attempt to connect.
///
/// After a connection that served, the first attempt comes almost at once; after each failure the bound doubles, up to the
/// longest. What is waited is drawn from the upper half of the bound, so that many clients do not come back in step.
struct ReconnectState {
    private let shortest: Duration
    private let longest: Duration
    private var failures = 0

    init(shortest: Duration, longest: Duration) {
        self.shortest = shortest
        self.longest = longest
    }

    /// The connection served.
    mutating func succeed() {
        failures = 0
    }

    /// The pause before the next attempt.
    ///
    /// - Parameter random: Between 0 and 1.
    mutating func nextPause(random: Double) -> Duration {
        let bound = min(longest, shortest * (1 << min(failures, 20)))
        failures += 1
        return bound * (0.5 + random / 2)
    }
}
