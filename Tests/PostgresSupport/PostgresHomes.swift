/// Schemas on one server that all tests of a process share, each lent to one test at a time.
public actor PostgresHomes {
    /// The homes of this process.
    public static let shared = PostgresHomes()

    /// How many tests have one at once; more wait, so that a test's entries do not expire while hundreds of others run.
    private static let most = 4

    private var server: Task<PostgresServer, any Error>?
    private var free: [PostgresHome] = []
    private var names = 0
    private var lent = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// An empty home. Give it back when the test is over.
    ///
    /// - Parameter isNew: Whether there may be no table and no function in it yet.
    public func take(isNew: Bool = false) async throws -> PostgresHome {
        if lent < Self.most {
            lent += 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
        if !isNew, let home = free.popLast() { return home }
        names += 1
        let name = "home \(names)"
        return try await PostgresHome(try await running(), schema: name)
    }

    /// Gives a home back.
    ///
    /// - Parameter isReusable: Whether another test may have it.
    public func giveBack(_ home: PostgresHome, isReusable: Bool = true) async throws {
        defer { makeRoom() }
        guard isReusable else { return }
        try await home.empty()
        free.append(home)
    }

    /// Runs a test in a home of its own.
    ///
    /// - Parameters:
    ///   - isOwn: Whether the home is new, and for no other test afterwards.
    ///   - body: The test.
    public nonisolated func lend<Outcome: Sendable>(
        isOwn: Bool = false,
        _ body: @Sendable (PostgresHome) async throws -> Outcome
    ) async throws -> Outcome {
        let home = try await take(isNew: isOwn)
        do {
            let outcome = try await body(home)
            try await giveBack(home, isReusable: !isOwn)
            return outcome
        } catch {
            try await giveBack(home, isReusable: false)
            throw error
        }
    }

    private func makeRoom() {
        if waiting.isEmpty {
            lent -= 1
        } else {
            waiting.removeFirst().resume()
        }
    }

    private func running() async throws -> PostgresServer {
        let task = server ?? Task { try await PostgresServer() }
        server = task
        return try await task.value
    }
}
