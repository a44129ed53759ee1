import StrataCore

/// An operation that waits for the executor's thread, whatever its outcome is.
///
/// It is answered exactly once: by ``finish()``, by ``fail(_:)`` or by its caller's cancellation, whichever is first.
protocol PendingOperation: AnyObject, Sendable {
    /// What it needs.
    var kind: OperationKind { get }
    /// When it began to wait and how long it may.
    var limit: WaitLimit { get }
    /// Whether it was answered already.
    var isAnswered: Bool { get }

    /// Takes the operation for running. From here on its caller's cancellation is too late.
    ///
    /// - Returns: Whether it is still to be run.
    func claim() -> Bool

    /// Runs it, without answering.
    ///
    /// - Returns: What it failed with; nil when it succeeded.
    func perform(on store: EntryStore) -> CacheError?

    /// Answers with what ``perform(on:)`` came to.
    func finish()

    /// Answers with `error`, unless it was answered before.
    func fail(_ error: CacheError)
}
