/// How long to wait before a lease that another process holds is asked for again. A pure state machine.
///
/// 2 milliseconds, then half as long again each time, up to 50: short loads are met soon, and long ones asked after twenty times
/// a second. Never longer than the holder has left.
struct LeasePause: Sendable {
    private var milliseconds: Double = 2

    mutating func next(holderHas remaining: Duration) -> Duration {
        defer { milliseconds = min(milliseconds * 1.5, 50) }
        return min(.milliseconds(milliseconds), max(remaining, .milliseconds(1)))
    }
}
