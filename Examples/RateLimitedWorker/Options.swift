import Foundation

/// What the command line says.
struct Options {
    static let usage = "usage: RateLimitedWorker [--cache sqlite:PATH] [--seconds COUNT]"

    /// How much both workers together may do in a second.
    let limit: Int64 = 40

    /// The cache that they share.
    var cache: String
    /// How long they work.
    var seconds = 3
    /// Which of them this process is; nil for the one that starts them.
    var worker: Int?
    /// Where the ledger is.
    var ledger: Ledger
    /// Holds what one run leaves behind.
    let folder = FileManager.default.temporaryDirectory.appending(path: "strata-\(UUID().uuidString)")

    init(_ arguments: [String]) throws {
        cache = "sqlite:" + folder.appending(path: "cache.sqlite").path
        ledger = Ledger(path: folder.appending(path: "ledger").path)
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw UsageError() }
            try take(name, value)
        }
    }

    /// The arguments of one of the workers.
    func arguments(forWorker number: Int) -> [String] {
        ["--cache", cache, "--seconds", String(seconds), "--ledger", ledger.path, "--worker", String(number)]
    }

    private mutating func take(_ name: String, _ value: String) throws {
        switch (name, Int(value)) {
        case ("--cache", _): cache = value
        case ("--ledger", _): ledger = Ledger(path: value)
        case ("--seconds", let count?) where count > 0: seconds = count
        case ("--worker", let number?): worker = number
        default: throw UsageError()
        }
    }

    /// An argument that is not known.
    struct UsageError: Error, CustomStringConvertible {
        var description: String { Options.usage }
    }
}
