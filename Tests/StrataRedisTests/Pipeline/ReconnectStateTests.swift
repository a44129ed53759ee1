@testable import StrataRedis
import Testing

@Suite struct ReconnectStateTests {
    @Test func pausesDoubleUpToTheLongest() {
        var state = ReconnectState(shortest: .milliseconds(10), longest: .milliseconds(100))
        let pauses = (0..<6).map { _ in state.nextPause(random: 1) }
        #expect(pauses == [10, 20, 40, 80, 100, 100].map { .milliseconds($0) })
        state.succeed()
        #expect(state.nextPause(random: 0) == .milliseconds(5))
    }

    @Test func manyFailuresDoNotOverflow() {
        var state = ReconnectState(shortest: .seconds(1), longest: .seconds(60))
        for _ in 0..<1000 { #expect(state.nextPause(random: 0.5) <= .seconds(60)) }
    }
}
