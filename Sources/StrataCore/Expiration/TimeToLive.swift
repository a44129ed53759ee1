/// How long an entry still has.
public enum TimeToLive: Hashable, Sendable {
    /// There is no such entry, or it has expired.
    case absent
    /// The entry never expires.
    case immortal
    /// The entry expires after this time, to the millisecond.
    case remaining(Duration)
}

extension TimeToLive {
    /// An expiration that ends when this one ends; nil when there is no entry.
    public var expiration: Expiration? {
        switch self {
        case .absent: nil
        case .immortal: .never
        case .remaining(let duration): .after(duration)
        }
    }
}
