/// What the command line says.
struct Options {
    /// Which cache to use.
    enum Storage: Equatable {
        case memory
        case sqlite(path: String)
        case postgres(url: String)
    }

    /// What the run must have found in the cache for the program to succeed.
    enum Expectation: String {
        /// Nothing: every answer came from an origin.
        case cold
        /// Everything: no origin was called.
        case warm
    }

    static let usage = """
        usage: EnrichmentPipeline [--cache memory|sqlite:PATH|postgresql://...] [--titles COUNT] [--concurrency COUNT]
                                  [--expect cold|warm]
        """

    var storage = Storage.memory
    var titles = Int.max
    var concurrency = 16
    var expectation: Expectation?

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw PipelineError(Self.usage) }
            try take(name, value)
        }
    }

    private mutating func take(_ name: String, _ value: String) throws {
        switch name {
        case "--cache": storage = try Self.storage(value)
        case "--titles": titles = try Self.count(value)
        case "--concurrency": concurrency = try Self.count(value)
        case "--expect":
            guard let known = Expectation(rawValue: value) else { throw PipelineError(Self.usage) }
            expectation = known
        default: throw PipelineError(Self.usage)
        }
    }

    private static func storage(_ value: String) throws -> Storage {
        if value == "memory" { return .memory }
        if value.hasPrefix("postgresql://") { return .postgres(url: value) }
        let prefix = "sqlite:"
        guard value.hasPrefix(prefix), value.count > prefix.count else { throw PipelineError(usage) }
        return .sqlite(path: String(value.dropFirst(prefix.count)))
    }

    private static func count(_ value: String) throws -> Int {
        guard let count = Int(value), count > 0 else { throw PipelineError(usage) }
        return count
    }
}
