/// A value and how long it still has.
public struct TimedValue<Value: Sendable>: Sendable {
    /// The value.
    public let value: Value
    /// How long it still has; never ``TimeToLive/absent``.
    public let timeToLive: TimeToLive

    /// Puts both together.
    public init(value: Value, timeToLive: TimeToLive) {
        self.value = value
        self.timeToLive = timeToLive
    }
}

extension TimedValue: Equatable where Value: Equatable {}
