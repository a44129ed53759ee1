import CSQLite

/// A file opened with SQLite itself, to make and to look at what no cache would.
@safe final class RawDatabase {
    private var handle: OpaquePointer?

    init(_ path: String) throws {
        guard unsafe sqlite3_open(path, &handle) == SQLITE_OK else { throw failure }
    }

    deinit {
        unsafe sqlite3_close(handle)
    }

    /// Runs statements.
    func execute(_ sql: String) throws {
        guard unsafe sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure }
    }

    /// The rows of a query, each column as text, joined by bars.
    func rows(_ sql: String) throws -> [String] {
        var statement: OpaquePointer?
        guard unsafe sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw failure }
        defer { unsafe sqlite3_finalize(statement) }
        var rows: [String] = []
        while unsafe sqlite3_step(statement) == SQLITE_ROW {
            let columns = (0..<(unsafe sqlite3_column_count(statement))).map { column in
                unsafe sqlite3_column_text(statement, column).map { unsafe String(cString: $0) } ?? "NULL"
            }
            rows.append(columns.joined(separator: "|"))
        }
        return rows
    }

    private var failure: Failure { Failure(message: unsafe String(cString: sqlite3_errmsg(handle))) }

    /// What SQLite said.
    struct Failure: Error {
        let message: String
    }
}
