import StrataCore
import StrataSupport
import Synchronization

/// Verifies the schema when a cache opens, and migrates it where that is wanted, over a connection that is closed
/// afterwards.
final class SchemaKeeper: Sendable {
    private let settings: LaneSettings
    private let migrates: Bool
    private let waiter: SocketWaiter
    private let isCancelled = Atomic<Bool>(false)
    private let clock = MonotonicClock()

    /// How long all migrations together may take, in nanoseconds: building an index over many rows takes its time.
    private static let patienceForMigrations: Int64 = 600_000_000_000

    init(url: String, configuration: PostgresCache.Configuration) throws(CacheError) {
        let isDirect = configuration.migrates
        settings = isDirect ? configuration.listenerSettings(url: url) : configuration.laneSettings(url: url)
        migrates = configuration.migrates
        waiter = try SocketWaiter()
    }

    /// Does both, on a thread of its own. A caller that is cancelled leaves soon.
    func prepare() async throws(CacheError) {
        let outcome: Result<Void, CacheError> = await withTaskCancellationHandler {
            await withCheckedContinuation { caller in
                do throws(CacheError) {
                    try startThread { caller.resume(returning: self.attempt()) }
                } catch {
                    caller.resume(returning: .failure(error))
                }
            }
        } onCancel: {
            isCancelled.store(true, ordering: .relaxed)
            waiter.wake()
        }
        if isCancelled.load(ordering: .relaxed) { throw CacheError(.cancelled, backend: "postgres") }
        try outcome.get()
    }

    private func attempt() -> Result<Void, CacheError> {
        do {
            let dialogue = try Dialogue(connectingTo: settings.target, waiter: waiter, whileWaiting: watch)
            if migrates { try migrate(dialogue) }
            try verify(dialogue)
            return .success(())
        } catch let error as CacheError {
            return .failure(error)
        } catch let failure as PostgresFailure {
            return .failure(failure.asCacheError())
        } catch {
            return .failure(CacheError(.backendFailure, backend: "postgres", underlying: error))
        }
    }

    private func watch() -> Int64? {
        isCancelled.load(ordering: .relaxed) ? nil : .max
    }

    private var deadline: Int64 { clock.nanoseconds() + settings.patience }

    private func verify(_ dialogue: Dialogue) throws {
        let names = try QuotedNames(schema: settings.schema, table: settings.table, on: dialogue.connection)
        let row = try ask(dialogue, SchemaCheck.query(names))
        let check = SchemaCheck(row)
        if let error = check.failure { throw error }
        if try ask(dialogue, SchemaCheck.secondsQuery(names))?.boolean(0) == true {
            throw SchemaCheck.missing(Migration.createCache, because: "the table holds expirations in seconds")
        }
    }

    private func ask(_ dialogue: Dialogue, _ sql: String) throws(PostgresFailure) -> ResultRow? {
        try dialogue.ask(sql, before: deadline, whileWaiting: watch).first
    }

    private func migrate(_ dialogue: Dialogue) throws(PostgresFailure) {
        let end = clock.nanoseconds() + Self.patienceForMigrations
        let current = try ask(dialogue, "select current_schema()")?.text(0)
        let names = Migration.variables(schema: settings.schema ?? current ?? "public", table: settings.table)
        let connection = dialogue.connection
        // One key for all tables: migrations are rare, and their functions are shared by a schema.
        var script = "begin; set local statement_timeout = 0; select pg_advisory_xact_lock(8386658456068513377);"
        for migration in Migration.all { script += try migration.sql(quoting: connection.quoted(identifier:), names) }
        try dialogue.run(script + "commit;", before: end)
    }
}
