/// Runs `body` in as many tasks as asked, and collects what they return, in no order.
func race<Outcome: Sendable>(
    _ count: Int,
    _ body: @escaping @Sendable (Int) async throws -> Outcome
) async throws -> [Outcome] {
    try await withThrowingTaskGroup(of: Outcome.self) { group in
        for index in 0..<count { group.addTask { try await body(index) } }
        return try await group.reduce(into: []) { $0.append($1) }
    }
}
