import Strata

/// Asks all seven sources about a title, each through the cache.
struct Enricher: Sendable {
    private let catalogue: SourceFunction<CatalogueEntry>
    private let ratings: SourceFunction<Ratings>
    private let credits: SourceFunction<Credits>
    private let covers: SourceFunction<Covers>
    private let offers: SourceFunction<Offers>
    private let reviews: SourceFunction<Reviews>
    private let trivia: SourceFunction<Trivia>

    init(client: OriginClient, cache: any AsyncCache, meter: SourceMeter) {
        catalogue = SourceFunction(client: client, cache: cache, meter: meter)
        ratings = SourceFunction(client: client, cache: cache, meter: meter)
        credits = SourceFunction(client: client, cache: cache, meter: meter)
        covers = SourceFunction(client: client, cache: cache, meter: meter)
        offers = SourceFunction(client: client, cache: cache, meter: meter)
        reviews = SourceFunction(client: client, cache: cache, meter: meter)
        trivia = SourceFunction(client: client, cache: cache, meter: meter)
    }

    /// Everything that is known about `title`.
    func enrich(_ title: Title) async throws -> Enrichment {
        async let catalogue = catalogue(title)
        async let ratings = ratings(title)
        async let credits = credits(title)
        async let covers = covers(title)
        async let offers = offers(title)
        async let reviews = reviews(title)
        async let trivia = trivia(title)
        return try await Enrichment(
            title: title,
            catalogue: catalogue,
            ratings: ratings,
            credits: credits,
            covers: covers,
            offers: offers,
            reviews: reviews,
            trivia: trivia
        )
    }

    /// Enriches `titles`, no more than `concurrency` of them at once; the results come in the same order.
    func enrich(_ titles: [Title], concurrency: Int, each: () -> Void) async throws -> [Enrichment] {
        try await withThrowingTaskGroup(of: (Int, Enrichment).self) { group in
            var results: [Int: Enrichment] = [:]
            for (index, title) in titles.enumerated() {
                if index >= concurrency, let (done, enrichment) = try await group.next() {
                    results[done] = enrichment
                    each()
                }
                group.addTask { (index, try await enrich(title)) }
            }
            for try await (done, enrichment) in group {
                results[done] = enrichment
                each()
            }
            return titles.indices.compactMap { results[$0] }
        }
    }
}
