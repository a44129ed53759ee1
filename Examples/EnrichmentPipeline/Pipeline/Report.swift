/// Compares a run with the one before it and with what the origins say themselves, and prints what it finds.
struct Report {
    let titles: Int
    let duration: Duration
    let digest: String
    let originCalls: Int
    let firstRun: FirstRun?

    /// Prints how long the work took, and how that compares with the first run.
    func printSpeed() {
        Console.line("\nThe work took \(duration.inSeconds(3)) s and \(originCalls) origin calls.")
        guard let firstRun else { return }
        let factor = (firstRun.seconds / duration.seconds).text(0)
        let first = firstRun.seconds.text(3)
        Console.line("The first run on this cache took \(first) s: this one was \(factor) times faster.")
    }

    /// Fails when the enrichments are not those of the first run.
    func checkAnswers() throws {
        guard let firstRun else { return }
        guard firstRun.digest == digest else {
            throw PipelineError("the enrichments differ from those of the first run")
        }
        Console.line("All \(titles) enrichments are identical to its own (SHA-256 \(digest.prefix(16))…).")
    }

    /// Fails when the origins were not called as often as `expectation` says.
    func check(_ expectation: Options.Expectation?) throws {
        switch expectation {
        case .cold where originCalls != titles * Source.allCases.count:
            throw PipelineError("expected \(titles * Source.allCases.count) origin calls, one a title and source")
        case .warm where originCalls != 0:
            throw PipelineError("expected no origin call")
        default: break
        }
    }
}
