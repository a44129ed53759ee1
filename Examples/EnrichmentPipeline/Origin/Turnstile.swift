/// Lets so many pass at once; the others wait in line.
actor Turnstile {
    private var free: Int
    private var line: [CheckedContinuation<Void, Never>] = []

    init(places: Int) {
        free = places
    }

    /// Runs `body` as soon as there is a place.
    func pass<Outcome: Sendable>(_ body: @Sendable () async throws -> Outcome) async rethrows -> Outcome {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { line.append($0) }
        }
        defer { leave() }
        return try await body()
    }

    /// Hands the place to who waits longest.
    private func leave() {
        if line.isEmpty {
            free += 1
        } else {
            line.removeFirst().resume()
        }
    }
}
