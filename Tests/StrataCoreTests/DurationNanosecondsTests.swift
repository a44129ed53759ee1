import StrataCore
import Testing

@Suite struct DurationNanosecondsTests {
    private let longest = Duration.nanoseconds(Int64.max)
    private let furthestBack = Duration.nanoseconds(Int64.min)

    @Test func whatFitsIsRoundedTowardsZero() {
        #expect(Duration.zero.saturatedNanoseconds == 0)
        #expect(Duration.milliseconds(1500).saturatedNanoseconds == 1_500_000_000)
        #expect(Duration.milliseconds(-1500).saturatedNanoseconds == -1_500_000_000)
        #expect(Duration(attoseconds: 1_999_999_999).saturatedNanoseconds == 1)
        #expect(Duration(attoseconds: -1_999_999_999).saturatedNanoseconds == -1)
        #expect((longest - .nanoseconds(1)).saturatedNanoseconds == .max - 1)
        #expect((furthestBack + .nanoseconds(1)).saturatedNanoseconds == .min + 1)
    }

    @Test func whatDoesNotFitIsTheNearestThatDoes() {
        #expect(longest.saturatedNanoseconds == .max)
        #expect(furthestBack.saturatedNanoseconds == .min)
        #expect((longest + .nanoseconds(1)).saturatedNanoseconds == .max)
        #expect(Duration.seconds(Int64.min).saturatedNanoseconds == .min)
        #expect(Duration(attoseconds: .max).saturatedNanoseconds == .max)
        #expect(Duration(attoseconds: .min).saturatedNanoseconds == .min)
    }
}
