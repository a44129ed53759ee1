import StrataTestKit

/// A cache that is put before the laws, and what it is expected to offer them.
struct Backend: Sendable, CustomStringConvertible {
    let description: String
    let offers: CacheLaw.Requirements
    let make: @Sendable () async throws -> CacheUnderTest
    /// Where its laws run; nil for where all tasks run.
    let threads: OwnThreads?

    /// - Parameters:
    ///   - name: The name of the cache.
    ///   - lacks: All that it does not offer; a law that requires it does not apply.
    ///   - threads: Where its laws run; nil for where all tasks run.
    ///   - make: Makes an empty one.
    init(
        _ name: String,
        lacks: CacheLaw.Requirements = [],
        threads: OwnThreads? = nil,
        _ make: @escaping @Sendable () async throws -> CacheUnderTest
    ) {
        description = name
        offers = .all.subtracting(lacks)
        self.threads = threads
        self.make = make
    }

    static let all: [Backend] = memory + sqlite + postgres + redis + wrappers + layered + fallback
}
