public import StrataCore

/// The cache that functions use when none was given: a value of the task, so that a test swaps it without a global.
public enum ResultCache {
    /// The cache of this task and its child tasks; nil where none was set.
    ///
    /// It comes before the cache that a function was declared with, and after one given at the call with
    /// ``CachedFunction/using(_:)``.
    @TaskLocal public static var current: (any AsyncCache)?
}

/// Runs `body` with `cache` as the ``ResultCache/current`` cache of its task.
public func withResultCache<Outcome>(
    _ cache: any AsyncCache,
    _ body: () async throws -> Outcome
) async rethrows -> Outcome {
    try await ResultCache.$current.withValue(cache, operation: body)
}
