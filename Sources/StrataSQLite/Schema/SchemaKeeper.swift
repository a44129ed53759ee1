import CSQLite
import StrataCore

/// Opens a file: tells ours from foreign ones, and brings the schema up to date.
struct SchemaKeeper {
    let path: String
    let configuration: SQLiteCache.Configuration

    /// A connection that writes; one that reads where the file or its directory cannot be written.
    func open() throws -> Connection {
        do {
            let connection = try openForWriting()
            return connection
        } catch let failure as SQLiteFailure where failure.mayBeReadOnly {
            return try openForReading(otherwise: failure)
        }
    }

    /// One more connection, for reading only.
    func openReader() throws -> Connection {
        let connection = try Connection(path: path, access: .reading)
        try configure(connection)
        return connection
    }

    /// The number of the namespace, made where there is none; nil where it cannot be made.
    func namespace(on connection: Connection) throws -> Int64? {
        let name = Array(configuration.namespace.utf8)
        if let known = try number(ofNamespace: name, on: connection) { return known }
        guard !connection.isReadOnly else { return nil }
        let insertion = try connection.prepared("INSERT OR IGNORE INTO namespaces (name) VALUES (?1)")
        try insertion.bind(1, name)
        try insertion.run()
        return try number(ofNamespace: name, on: connection)
    }

    private func openForWriting() throws -> Connection {
        let connection = try Connection(path: path, access: .writing)
        try configure(connection)
        guard !connection.isReadOnly else {
            try verify(connection)
            return connection
        }
        if try state(of: connection) == .empty {
            try connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        } else {
            try refuseUnlessMigratable(connection)
        }
        try useLog(connection)
        try migrate(connection)
        return connection
    }

    private func openForReading(otherwise failure: SQLiteFailure) throws -> Connection {
        for access in [Connection.Access.reading, .readingImmutable] {
            guard let connection = try? Connection(path: path, access: access) else { continue }
            do {
                try configure(connection)
                try verify(connection)
                return connection
            } catch let other as SQLiteFailure where other.mayBeReadOnly {
                continue
            }
        }
        throw failure
    }

    private func configure(_ connection: Connection) throws {
        connection.waitForLocks(milliseconds: configuration.lockTimeout.wholeMilliseconds)
        try connection.execute("PRAGMA synchronous = \(configuration.synchronization.rawValue)")
        try connection.execute("PRAGMA journal_size_limit = 16777216")
        try connection.execute("PRAGMA trusted_schema = OFF")
        try connection.execute("PRAGMA temp_store = MEMORY")
        try connection.execute("PRAGMA cache_size = -\(configuration.pageCacheBytes / 1024)")
        // Four times SQLite's own number: a page that is written again and again goes to the file once in a while only.
        try connection.execute("PRAGMA wal_autocheckpoint = 4000")
    }

    /// Turns the write-ahead log on. The switch needs the file alone, and SQLite does not wait for that.
    private func useLog(_ connection: Connection) throws {
        let clock = MonotonicClock()
        let limit = WaitLimit(
            from: clock.nanoseconds(),
            deadline: configuration.deadline,
            lockTimeout: configuration.lockTimeout
        )
        while true {
            do {
                let mode = try connection.text("PRAGMA journal_mode = WAL")
                guard mode == "wal" else { throw Self.noLog }
                return
            } catch let failure as SQLiteFailure where failure.isBusy {
                if limit.failure(at: clock.nanoseconds(), isLocked: true) != nil { throw failure }
                sqlite3_sleep(5)
            }
        }
    }

    private func migrate(_ connection: Connection) throws {
        guard try connection.number("PRAGMA user_version") < Migration.newest else { return }
        try connection.execute("BEGIN IMMEDIATE")
        do {
            let version = try connection.number("PRAGMA user_version")
            for migration in Migration.all where migration.version > version { try connection.execute(migration.sql) }
            try connection.execute("COMMIT")
        } catch {
            try? connection.execute("ROLLBACK")
            throw error
        }
    }

    private func number(ofNamespace name: [UInt8], on connection: Connection) throws -> Int64? {
        let query = try connection.prepared("SELECT id FROM namespaces WHERE name = ?1")
        defer { query.reset() }
        try query.bind(1, name)
        return try query.step() ? query.integer(0) : nil
    }
}

extension SchemaKeeper {
    /// What a file is.
    private enum State: Equatable {
        /// Nothing was ever written to it.
        case empty
        /// A cache of this version of the schema.
        case version(Int64)
        /// A database of something else.
        case foreign
    }

    private func state(of connection: Connection) throws -> State {
        let application = try connection.number("PRAGMA application_id")
        if application == Migration.applicationID { return .version(try connection.number("PRAGMA user_version")) }
        let tables = try connection.number("SELECT count(*) FROM sqlite_master")
        return application == 0 && tables == 0 ? .empty : .foreign
    }

    private func refuseUnlessMigratable(_ connection: Connection) throws {
        guard case .version(let version) = try state(of: connection), version < Migration.newest,
            configuration.migratesSchema
        else { return try verify(connection) }
    }

    /// Refuses every file that cannot be used as it is.
    private func verify(_ connection: Connection) throws {
        switch try state(of: connection) {
        case .version(Migration.newest): return
        case .version(let version): throw Self.mismatch(version)
        case .empty, .foreign:
            throw CacheError(.corrupted, backend: "sqlite", message: "the file is a database of another application")
        }
    }

    private static func mismatch(_ version: Int64) -> CacheError {
        let missing = Migration.all.first { $0.version > version }
        let message =
            if let missing {
                "the file has schema version \(version); apply Migrations/sqlite/\(missing.fileName)"
            } else {
                "the file has schema version \(version), newer than \(Migration.newest), which this library knows"
            }
        return CacheError(.schemaMismatch, backend: "sqlite", message: message)
    }

    private static var noLog: CacheError {
        CacheError(.unsupported, backend: "sqlite", message: "the file system does not support a write-ahead log")
    }
}

extension SQLiteFailure {
    /// Whether the file may be readable all the same.
    fileprivate var mayBeReadOnly: Bool {
        [SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM].contains(primaryCode)
    }
}

extension Duration {
    /// Whole milliseconds, rounded up, within what fits.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = Int(seconds).multipliedReportingOverflow(by: 1000)
        guard !overflow else { return seconds < 0 ? 0 : .max }
        return scaled.addingReportingOverflow(Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
            .partialValue
    }
}
