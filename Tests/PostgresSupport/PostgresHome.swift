import StrataCore
public import StrataPostgres
import Synchronization
import TestServers

/// A schema with the tables of some caches, used by one test at a time.
public final class PostgresHome: Sendable {
    /// The server it is on.
    public let server: PostgresServer
    /// The name of the schema.
    public let schema: String
    private let tables = Mutex<[String]>([])

    /// Makes the schema.
    public init(_ server: PostgresServer, schema: String) async throws {
        self.server = server
        self.schema = schema
        try await server.sql("create schema \"\(schema)\"; grant usage on schema \"\(schema)\" to app")
    }

    /// Makes a table, unless it is there, and lets the application's role do what an application needs, and no more.
    public func prepare(table: String) async throws {
        guard !tables.withLock({ $0.contains(table) }) else { return }
        try await server.migrate(schema: schema, table: table)
        let name = { (suffix: String) in "\"\(self.schema)\".\"\(table)\(suffix)\"" }
        try await server.sql(
            """
            grant select, insert, update, delete on \(name("")), \(name("_tags")) to app;
            grant usage on \(name("_id_seq")), \(name("_fences")) to app
            """
        )
        tables.withLock { $0.append(table) }
    }

    /// Opens a cache of the application's role.
    public func open(
        _ way: PostgresServer.Way = .socket,
        table: String = "cache",
        _ configure: (inout PostgresCache.Configuration) -> Void = { _ in }
    ) async throws -> PostgresCache {
        try await prepare(table: table)
        var configuration = PostgresCache.Configuration()
        configuration.schema = schema
        configuration.table = table
        configuration.connections = 2
        // Tests share few processors with many others.
        configuration.deadline = .seconds(30)
        configuration.connectTimeout = .seconds(30)
        configuration.isPooled = way == .pooler
        if way == .pooler { configuration.directURL = server.url(.socket) }
        configure(&configuration)
        return try await PostgresCache(url: server.url(way, name: schema), configuration: configuration)
    }

    /// Lets time pass for everything that is stored: the database's clock cannot be moved, so expirations are.
    public func advance(by duration: Duration) async throws {
        let (seconds, attoseconds) = duration.components
        let milliseconds = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        let statements = tables.withLock { $0 }.map { table in
            """
            update "\(schema)"."\(table)" set lease_until = lease_until - \(milliseconds), expires_at =
                case when expires_at > 0 then expires_at - \(milliseconds) else expires_at end;
            """
        }
        try await server.sql(statements.joined())
    }

    /// The server's processes for the connections of this home's caches.
    public func processes() async throws -> [Int32] {
        let query = "select pid from pg_stat_activity where application_name = '\(schema)'"
        return try await server.sql(query, role: "postgres").split(separator: "\n").compactMap { Int32($0) }
    }

    /// Empties all tables.
    public func empty() async throws {
        let statements = tables.withLock { $0 }.map { table in
            "delete from \"\(schema)\".\"\(table)\"; delete from \"\(schema)\".\"\(table)_tags\";"
        }
        try await server.sql(statements.joined())
    }
}

extension PostgresHome {
    /// Waits until a transaction holds a row of one of the tables and sleeps.
    public func waitForLock() async throws {
        try await Eventually.holds("a transaction sleeps") {
            try await server.sql(
                "select count(*) from pg_stat_activity where query like '%pg_sleep%' and wait_event = 'PgSleep'",
                role: "postgres"
            ) != "0"
        }
    }
}
