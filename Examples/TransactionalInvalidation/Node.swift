import Strata
import StrataPostgres

/// One node of a service: memory before PostgreSQL, and an ear on what others invalidate.
actor Node {
    nonisolated let title: String
    private let database: Database
    private let memory = MemoryCache()
    private let shared: PostgresCache
    private var ear: Task<Void, any Error>?
    private var heard = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ title: String, _ database: Database) async throws {
        self.title = title
        self.database = database
        var configuration = PostgresCache.Configuration()
        configuration.migrates = true
        shared = try await PostgresCache(url: database.url, configuration: configuration)
        let events = try await shared.subscribe()
        ear = Task { for await event in events { try hear(event) } }
    }

    /// The name of a user, from memory, from PostgreSQL's cache, or from the table.
    func name(ofUser id: Int) async throws -> String {
        let key: CacheKey = "user:\(id)"
        if let name = try memory.get(key, as: String.self) { return name }
        if let name = try await shared.get(key, as: String.self) {
            try memory.set(key, to: name, expires: .minutes(5))
            return name
        }
        switch try await shared.lease(key, for: .seconds(5), as: String.self) {
        case .hit(let entry): return entry.value
        case .busy(let pause):
            try await Task.sleep(for: min(pause, .milliseconds(50)))
            return try await name(ofUser: id)
        case .granted(let token):
            let name = try database.run("select name from users where id = \(id)")
            // Stores nothing when the user was changed meanwhile.
            let metadata = EntryMetadata()
            if try await shared.fill(key, with: name, metadata: metadata, expires: .minutes(5), token: token) {
                try memory.set(key, to: name, expires: .minutes(5))
            }
            return name
        }
    }

    /// Returns when something was invalidated since the node began, or since the last call.
    func waitForInvalidation() async {
        if heard == 0 { await withCheckedContinuation { waiting.append($0) } }
        heard = 0
    }

    func close() async throws {
        ear?.cancel()
        try await shared.close()
    }

    private func hear(_ event: InvalidationEvent) throws {
        switch event {
        case .message(let message):
            if case .key(let key) = message.subject { try memory.remove(key) } else { try memory.clear() }
        default:
            try memory.clear()
        }
        heard += 1
        for one in waiting { one.resume() }
        waiting = []
    }
}
