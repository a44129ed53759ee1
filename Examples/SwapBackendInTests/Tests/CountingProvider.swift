import SwapBackendInTests
import Synchronization

/// A provider of fixed rates that counts how often it was asked.
final class CountingProvider: RateProvider {
    private let count = Mutex(0)

    var calls: Int { count.withLock { $0 } }

    func rate(from base: String, to currency: String) async throws -> Double {
        count.withLock { $0 += 1 }
        return base == "EUR" && currency == "JPY" ? 160 : 1
    }
}
