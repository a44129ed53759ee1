import Strata

/// One source as a function whose answers are kept in a cache.
struct SourceFunction<Answer: SourceAnswer>: Sendable {
    private let answer: CachedFunction<Answer, String, Int>
    private let meter: SourceMeter

    init(client: OriginClient, cache: any AsyncCache, meter: SourceMeter) {
        self.meter = meter
        answer = cached(Answer.source.rawValue, version: 1, expires: .days(7), in: cache, observer: meter) {
            (name: String, year: Int) in
            try await client.fetch(Answer.self, name: name, year: year)
        }
    }

    func callAsFunction(_ title: Title) async throws -> Answer {
        let start = ContinuousClock.now
        let answer = try await answer(title.name, title.year)
        meter.recordCall(Answer.source, time: start.duration(to: .now))
        return answer
    }
}
