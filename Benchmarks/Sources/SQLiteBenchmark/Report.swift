#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Measures and prints.
struct Report {
    let rounds: Int

    /// What one way of doing the work came to, at best.
    private struct Result {
        /// Operations a second by the clock on the wall.
        var rate = 0.0
        /// Microseconds of processor an operation, all threads together.
        var processor = Double.infinity
    }

    init(rounds: Int) {
        self.rounds = rounds
        print(
            "operations a second, and in brackets microseconds of processor for each; ratio above 1: the cache is faster"
        )
        Self.line("", "ours", "C, same", "ratio", "C, bare", "ratio")
    }

    func measure(_ work: Work, subject: Subject, same: CLoop, bare: CLoop) async throws {
        var (ours, sameBest, bareBest) = (Result(), Result(), Result())
        for _ in 0..<rounds {
            try await take(&ours, of: work) { try await subject.run(work) }
            try await take(&sameBest, of: work) { try same.run(work) }
            try await take(&bareBest, of: work) { try bare.run(work) }
        }
        Self.line(
            work.name,
            Self.text(ours),
            Self.text(sameBest),
            Self.decimal(ours.rate / sameBest.rate),
            Self.text(bareBest),
            Self.decimal(ours.rate / bareBest.rate)
        )
    }

    private func take(_ best: inout Result, of work: Work, _ body: () async throws -> Void) async rethrows {
        let clock = ContinuousClock()
        let (start, startOfProcessor) = (clock.now, Self.processorTime())
        try await body()
        let operations = Double(work.operations)
        best.rate = max(best.rate, operations / ((clock.now - start) / .seconds(1)))
        best.processor = min(best.processor, (Self.processorTime() - startOfProcessor) * 1e6 / operations)
    }

    private static func processorTime() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func text(_ result: Result) -> String {
        "\(Int(result.rate)) (\(decimal(result.processor)))"
    }

    private static func decimal(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }

    private static func line(_ name: String, _ figures: String...) {
        let padded = figures.map { String(repeating: " ", count: max(1, 16 - $0.count)) + $0 }
        print(name + String(repeating: " ", count: max(0, 16 - name.count)) + padded.joined())
    }
}
