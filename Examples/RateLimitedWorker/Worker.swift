import Foundation
import StrataCore
import StrataResults

/// Asks for leave to work, as often as it can, and works under the lock when it gets it.
struct Worker {
    private let number: Int
    private let options: Options

    init(_ options: Options) {
        number = options.worker ?? 0
        self.options = options
    }

    func run() async throws -> WorkerReport {
        let cache = try await openCache(options.cache)
        let lock = try CacheLock(in: cache, lease: .seconds(5))
        let limiter = try RateLimiter(
            "ledger",
            limit: options.limit,
            per: .seconds(1),
            in: cache,
            whenCacheFails: .throwError
        )
        var report = WorkerReport(number: number)
        let end = ContinuousClock.now + .seconds(options.seconds)
        while ContinuousClock.now < end {
            let asked = WallClock().milliseconds()
            let decision = try await limiter.allow("workers")
            guard decision.isAllowed else {
                report.denied += 1
                try await Task.sleep(for: min(decision.retryAfter ?? .zero, .milliseconds(5)))
                continue
            }
            report.allowed.append(WorkerReport.Span(start: asked, end: WallClock().milliseconds()))
            try await lock.withLock("ledger") { [number, options] held in
                try options.ledger.append(.enters, worker: number, fencingNumber: held.fencingNumber)
                try await Task.sleep(for: .milliseconds(2))
                try options.ledger.append(.leaves, worker: number, fencingNumber: held.fencingNumber)
            }
        }
        try await cache.close()
        return report
    }
}
