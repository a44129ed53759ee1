import StrataCore
import Testing

@Suite struct ExpirationTests {
    private func isRefused(_ expiration: Expiration) -> Bool {
        do {
            _ = try expiration.milliseconds()
            return false
        } catch {
            return error.code == .invalidExpiration
        }
    }

    @Test func fractionsOfAMillisecondAreRoundedUp() throws {
        #expect(try Expiration.milliseconds(50).milliseconds() == 50)
        #expect(try Expiration.after(.nanoseconds(1)).milliseconds() == 1)
        #expect(try Expiration.after(Duration(secondsComponent: 0, attosecondsComponent: 1)).milliseconds() == 1)
        #expect(try Expiration.after(.microseconds(50_001)).milliseconds() == 51)
        #expect(try Expiration.after(.microseconds(51_000)).milliseconds() == 51)
        #expect(try Expiration.seconds(0.0005).milliseconds() == 1)
        #expect(try Expiration.seconds(1.0001).milliseconds() == 1001)
    }

    @Test func units() throws {
        #expect(try Expiration.seconds(5).milliseconds() == 5000)
        #expect(try Expiration.minutes(5).milliseconds() == 300_000)
        #expect(try Expiration.hours(5).milliseconds() == 18_000_000)
        #expect(try Expiration.days(5).milliseconds() == 432_000_000)
        #expect(Expiration.minutes(1) == .seconds(60))
        #expect(Expiration.never.description == "never")
        #expect(Expiration.seconds(5).description == "5.0 seconds")
    }

    @Test func aHundredYearsAreCountedAndMoreIsNever() throws {
        #expect(try Expiration.days(36_500).milliseconds() == Expiration.longestMilliseconds)
        #expect(try Expiration.milliseconds(Expiration.longestMilliseconds).milliseconds() == 3_153_600_000_000)
        #expect(try Expiration.milliseconds(Expiration.longestMilliseconds + 1).milliseconds() == nil)
        #expect(try Expiration.after(.days(36_500) + .nanoseconds(1)).milliseconds() == nil)
        #expect(try Expiration.never.milliseconds() == nil)
        #expect(try Expiration.seconds(Double.infinity).milliseconds() == nil)
        #expect(try Expiration.seconds(1e300).milliseconds() == nil)
    }

    @Test func zeroAndLessAreRefused() {
        for expiration: Expiration in [
            .seconds(0), .seconds(-1), .milliseconds(-1), .minutes(0), .after(.nanoseconds(-1)), .after(.zero),
            .seconds(-0.1), .seconds(0.0), .seconds(-Double.infinity), .seconds(Double.nan), .seconds(-1e300),
        ] {
            #expect(isRefused(expiration), "\(expiration)")
        }
    }

    @Test func nothingOverflows() throws {
        #expect(try Expiration.seconds(Int64.max).milliseconds() == nil)
        #expect(try Expiration.seconds(UInt64.max).milliseconds() == nil)
        #expect(try Expiration.milliseconds(Int128.max).milliseconds() == nil)
        #expect(try Expiration.days(Int.max).milliseconds() == nil)
        #expect(try Expiration.after(Duration(attoseconds: .max)).milliseconds() == nil)
        #expect(isRefused(.after(Duration(attoseconds: .min))))
        #expect(isRefused(.seconds(Int128.min)))
        #expect(isRefused(.hours(Int.min)))
        #expect(try Expiration.seconds(Double.leastNonzeroMagnitude).milliseconds() == 1)
    }

    @Test func whatRemainsIsAnExpiration() {
        #expect(TimeToLive.absent.expiration == nil)
        #expect(TimeToLive.immortal.expiration == .never)
        #expect(TimeToLive.remaining(.seconds(5)).expiration == .seconds(5))
    }
}

extension Duration {
    fileprivate static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}
