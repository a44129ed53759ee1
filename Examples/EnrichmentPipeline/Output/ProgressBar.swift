/// How far the work has come: a bar on a terminal, a line for every fifth elsewhere.
struct ProgressBar {
    private let total: Int
    private let start = ContinuousClock.now
    private var done = 0
    private var drawn = ContinuousClock.now

    init(total: Int) {
        self.total = total
    }

    mutating func advance() {
        done += 1
        if Console.isTerminal {
            guard done == total || drawn.duration(to: .now) > .milliseconds(50) else { return }
            drawn = .now
            Console.write("\r\(bar)" + (done == total ? "\n" : ""))
        } else if done * 5 / total != (done - 1) * 5 / total {
            Console.line("\(done) of \(total) titles after \(elapsed) s")
        }
    }

    private var elapsed: String { start.duration(to: .now).inSeconds(2) }

    private var bar: String {
        let width = 40
        let filled = width * done / total
        let body = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        return "\(body) \(done)/\(total)  \(elapsed) s"
    }
}
