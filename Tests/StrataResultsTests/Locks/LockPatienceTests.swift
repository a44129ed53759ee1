import Testing

@testable import StrataResults

@Suite struct LockPatienceTests {
    /// Always nearly the least or the greatest; with nothing but zeros the standard library would draw for ever.
    struct Extreme: RandomNumberGenerator {
        let word: UInt64
        func next() -> UInt64 { word }
    }

    private func waits(_ word: UInt64, timeout: Int64) -> [Int64] {
        var patience = LockPatience(timeout: timeout, from: 0)
        var generator = Extreme(word: word)
        var now: Int64 = 0
        var waits: [Int64] = []
        while case .wait(let pause) = patience.next(at: now, using: &generator) {
            waits.append(pause)
            now += pause
        }
        return waits
    }

    @Test func waitsGrowToHalfASecondAndEndWithThePatience() {
        let milliseconds = waits(.max, timeout: 2_000_000_000).map { $0 / 1_000_000 }
        #expect(milliseconds == [10, 20, 40, 80, 160, 320, 500, 500, 370])
    }

    @Test func noWaitIsShorterThanAMillisecond() {
        #expect(waits(1, timeout: 3_500_000) == [1_000_000, 1_000_000, 1_000_000, 500_000])
    }

    @Test(arguments: [Int64(0), -1, .min])
    func noPatienceIsOneAttempt(timeout: Int64) {
        #expect(waits(1, timeout: timeout).isEmpty)
    }

    @Test func patienceForEverDoesNotOverflow() {
        var patience = LockPatience(timeout: .max, from: .max - 1)
        var generator = SystemRandomNumberGenerator()
        #expect(patience.next(at: .max - 1, using: &generator) == .wait(1))
        var other = LockPatience(timeout: .max, from: 5)
        #expect(other.next(at: 5, using: &generator) != .giveUp)
    }
}
