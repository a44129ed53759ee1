import Foundation
import Strata
import StrataPostgres
import StrataSQLite

/// Enriches a list of titles from seven slow sources. Run it twice on one SQLite file or one PostgreSQL: the second run asks no source.
@main
struct EnrichmentPipeline {
    static func main() async {
        do {
            try await run(Options(Array(CommandLine.arguments.dropFirst())))
        } catch {
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ options: Options) async throws {
        let cache = try await open(options.storage)
        let server = try OriginServer.start()
        defer { server.stop() }
        try await run(options, cache: cache, client: OriginClient(address: server.address))
        try await cache.close()
    }

    private static func open(_ storage: Options.Storage) async throws -> any ManagedCache {
        switch storage {
        case .memory: MemoryCache()
        case .sqlite(let path): try await SQLiteCache(path: path)
        case .postgres(let url): try await PostgresCache(url: url, configuration: postgres)
        }
    }

    /// An example makes its own table; a service leaves that to its operators.
    private static var postgres: PostgresCache.Configuration {
        var configuration = PostgresCache.Configuration()
        configuration.migrates = true
        return configuration
    }

    private static func run(_ options: Options, cache: any ManagedCache, client: OriginClient) async throws {
        let titles = Array(try Title.all().prefix(options.titles))
        let firstRunKey = FirstRun.key(titles: titles.count)
        let firstRun = try await cache.get(firstRunKey, as: FirstRun.self)
        Console.line("\(titles.count) titles, \(Source.allCases.count) sources, \(options.concurrency) titles at once")

        let meter = SourceMeter()
        let enricher = Enricher(client: client, cache: cache, meter: meter)
        var progress = ProgressBar(total: titles.count)
        let start = ContinuousClock.now
        let enrichments = try await enricher.enrich(titles, concurrency: options.concurrency) { progress.advance() }
        let duration = start.duration(to: .now)

        let report = Report(
            titles: titles.count,
            duration: duration,
            digest: try enrichments.digest(),
            originCalls: try await client.calls().values.reduce(0, +),
            firstRun: firstRun
        )
        Console.line("\n\(SourceTable(meter: meter))")
        report.printSpeed()
        try report.checkAnswers()
        try report.check(options.expectation)
        if firstRun == nil {
            try await compareWithFresh(titles, cache: cache, client: client)
            let record = FirstRun(seconds: duration.seconds, digest: report.digest)
            try await cache.set(firstRunKey, to: record, expires: .days(7))
        }
    }

    /// Reads a sample back from the cache, asks the sources for the same once more, and fails where they differ.
    private static func compareWithFresh(_ titles: [Title], cache: any AsyncCache, client: OriginClient) async throws {
        let sample = titles.enumerated().filter { $0.offset.isMultiple(of: 40) }.map(\.element)
        let meter = SourceMeter()
        let kept = try await Enricher(client: client, cache: cache, meter: meter).enrich(sample, concurrency: 4) {}
        let fresh = try await Enricher(client: client, cache: NoCache(), meter: SourceMeter())
            .enrich(sample, concurrency: 4) {}
        let hits = Source.allCases.map { meter.tally($0).hits }.reduce(0, +)
        guard hits == sample.count * Source.allCases.count else {
            throw PipelineError("only \(hits) answers of the sample were in the cache")
        }
        guard kept == fresh else { throw PipelineError("cached answers differ from fresh ones") }
        Console.line("A sample of \(hits) cached answers is identical to fresh ones.")
    }
}
