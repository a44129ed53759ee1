/// Runs `operation` in a task that the caller waits for, so that it ends as usual where the caller is cancelled.
func runToTheEnd<Outcome: Sendable>(
    _ operation: @escaping @concurrent @Sendable () async -> Outcome
) async -> Outcome {
    await Task { await operation() }.value
}
