/// How long an entry lives.
///
/// Expirations hold to the millisecond; a shorter fraction is rounded up, so that nothing positive becomes zero. Anything
/// beyond 100 years of 365 days is ``never``. Zero and negative durations can be written, so that configuration can carry
/// them, but every cache refuses them with ``CacheError/Code/invalidExpiration``.
public struct Expiration: Hashable, Sendable {
    /// The time to live; nil means for ever.
    public let duration: Duration?

    private init(duration: Duration?) {
        self.duration = duration
    }

    /// The entry stays until it is removed or evicted.
    public static let never = Expiration(duration: nil)

    /// The entry lives for `duration` from the moment it is written.
    public static func after(_ duration: Duration) -> Expiration {
        Expiration(duration: duration)
    }

    /// The entry lives for so many milliseconds.
    public static func milliseconds(_ count: some BinaryInteger) -> Expiration {
        .after(.milliseconds(Int64(clamping: count)))
    }

    /// The entry lives for so many seconds.
    public static func seconds(_ count: some BinaryInteger) -> Expiration {
        .after(.seconds(Int64(clamping: count)))
    }

    /// The entry lives for so many seconds. A number that is not finite is refused by every cache, but for positive
    /// infinity, which is ``never``.
    public static func seconds(_ count: Double) -> Expiration {
        if count.isNaN { return .after(.zero) }
        if count > hundredYearsInSeconds { return .never }
        if count < -hundredYearsInSeconds { return .after(.seconds(-1)) }
        let duration = Duration.seconds(count)
        return .after(count > 0 ? max(duration, shortest) : duration)
    }

    /// The entry lives for so many minutes.
    public static func minutes(_ count: Int) -> Expiration { .seconds(scaled(count, by: 60)) }

    /// The entry lives for so many hours.
    public static func hours(_ count: Int) -> Expiration { .seconds(scaled(count, by: 3600)) }

    /// The entry lives for so many days of 24 hours.
    public static func days(_ count: Int) -> Expiration { .seconds(scaled(count, by: 86_400)) }

    /// What a positive number of seconds is at least, so that rounding does not make it zero.
    private static let shortest = Duration(secondsComponent: 0, attosecondsComponent: 1)

    private static let hundredYearsInSeconds: Double = 100 * 365 * 86_400

    private static func scaled(_ count: Int, by factor: Int) -> Int {
        let (product, overflow) = count.multipliedReportingOverflow(by: factor)
        guard overflow else { return product }
        return count > 0 ? .max : .min
    }
}

extension Expiration: CustomStringConvertible {
    /// The duration, or `"never"`.
    public var description: String {
        duration.map { "\($0)" } ?? "never"
    }
}
