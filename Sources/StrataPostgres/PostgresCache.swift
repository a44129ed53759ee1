public import StrataCore
import StrataSupport

/// A cache in a table of PostgreSQL, shared by any number of nodes.
///
/// Values are JSONB that other clients can read; the database's clock decides when an entry expires, to the millisecond.
/// Requests that wait for a connection at the same time are gathered: many reads become one statement, many writes one too.
/// A caller never blocks a thread, and a caller that is cancelled leaves at once.
///
/// The table is made by operators with the plain SQL of `Migrations/postgres`. The cache verifies it when it opens and says
/// which file is missing. One table is one cache: it has no other namespace, but `namespaced` makes some.
///
/// A write whose connection broke before it was answered is ``CacheError/Code/unavailable`` and may have been done. Nothing
/// that was acknowledged is lost, within what `synchronous_commit` promises.
public actor PostgresCache {
    /// How long an entry lives when the caller does not say.
    public nonisolated let defaultExpiration: Expiration

    nonisolated let configuration: Configuration
    nonisolated let counters = OperationCounters()
    nonisolated let dispatcher: Dispatcher
    nonisolated let listener: Listener

    /// Connects, verifies the schema and opens the cache.
    ///
    /// - Parameters:
    ///   - url: Where the server is, as libpq takes it: `postgresql://user@host/database?sslmode=verify-full`, or keywords such
    ///     as `host=/run/postgresql dbname=app`. What it leaves out comes from libpq's environment variables.
    ///   - configuration: How the cache behaves.
    /// - Throws: ``CacheError/Code/schemaMismatch`` when a migration is missing, naming its file;
    ///   ``CacheError/Code/unavailable`` or ``CacheError/Code/permissionDenied`` when the server cannot be reached or refuses
    ///   the user; ``CacheError/Code/invalidConfiguration``.
    public init(url: String, configuration: Configuration = Configuration()) async throws(CacheError) {
        try configuration.validate()
        self.configuration = configuration
        defaultExpiration = configuration.defaultExpiration
        try await SchemaKeeper(url: url, configuration: configuration).prepare()
        let settings = configuration.laneSettings(url: url)
        listener = try Listener(configuration.listenerSettings(url: url))
        dispatcher = try Dispatcher(
            settings,
            lanes: configuration.connections,
            capacity: configuration.maximumWaiting,
            patience: settings.patience
        )
    }

    deinit {
        dispatcher.abandon()
        listener.stop()
    }
}
