import CSQLite
import StrataCore

/// One handle on the file and its prepared statements.
///
/// Not safe for use by two threads at once, and opened so (`SQLITE_OPEN_NOMUTEX`): its owner sees to that.
@safe final class Connection {
    /// How the file is opened.
    enum Access {
        /// For reading and writing; the file is created when there is none.
        case writing
        /// For reading; the file must be there.
        case reading
        /// For reading a file that nobody can change, without its locks and its log.
        case readingImmutable
    }

    private let handle: OpaquePointer
    private var statements: [StaticString.Identity: Statement] = [:]

    init(path: String, access: Access) throws(SQLiteFailure) {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | access.flags
        let status = unsafe sqlite3_open_v2(access.name(of: path), &opened, flags, nil)
        guard status == SQLITE_OK, let handle = unsafe opened else {
            let failure = unsafe SQLiteFailure(status, of: opened)
            unsafe sqlite3_close_v2(opened)
            throw failure
        }
        unsafe self.handle = handle
    }

    deinit {
        for statement in statements.values { statement.finalize() }
        unsafe sqlite3_close_v2(handle)
    }

    /// Whether nothing can be written through this handle.
    var isReadOnly: Bool { unsafe sqlite3_db_readonly(handle, "main") != 0 }

    /// Whether a transaction is open. SQLite ends one by itself after some failures, such as a full disk.
    var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

    /// How many rows the last statement changed.
    var changes: Int { Int(unsafe sqlite3_changes64(handle)) }

    /// The number of the row that was inserted last.
    var lastRow: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

    /// Runs statements that are needed once.
    func execute(_ sql: String) throws(SQLiteFailure) {
        try check(unsafe sqlite3_exec(handle, sql, nil, nil, nil))
    }

    /// The first column of the first row, as a number; 0 when there is none.
    func number(_ sql: String) throws(SQLiteFailure) -> Int64 {
        let statement = try compile(sql, persistent: false)
        defer { statement.finalize() }
        return try statement.step() ? statement.integer(0) : 0
    }

    /// The first column of the first row, as text; empty when there is none.
    func text(_ sql: String) throws(SQLiteFailure) -> String {
        let statement = try compile(sql, persistent: false)
        defer { statement.finalize() }
        return try statement.step() ? String(decoding: statement.bytes(0), as: UTF8.self) : ""
    }

    /// A statement that is compiled once for this connection. Reset it when done.
    func prepared(_ sql: StaticString) throws(SQLiteFailure) -> Statement {
        let identity = StaticString.Identity(sql)
        if let statement = statements[identity] { return statement }
        let statement = try compile("\(sql)", persistent: true)
        statements[identity] = statement
        return statement
    }

    /// How long a statement waits for a lock before it fails with `SQLITE_BUSY`. None unless set.
    func waitForLocks(milliseconds: Int) {
        unsafe sqlite3_busy_timeout(handle, Int32(clamping: milliseconds))
    }

    func check(_ status: Int32) throws(SQLiteFailure) {
        guard status == SQLITE_OK else { throw unsafe SQLiteFailure(status, of: handle) }
    }

    private func compile(_ sql: String, persistent: Bool) throws(SQLiteFailure) -> Statement {
        var compiled: OpaquePointer?
        let flags = persistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        try check(unsafe sqlite3_prepare_v3(handle, sql, -1, flags, &compiled, nil))
        guard let statement = unsafe compiled else {
            throw SQLiteFailure(code: SQLITE_MISUSE, systemError: 0, message: "an empty statement")
        }
        return unsafe Statement(statement, of: handle)
    }
}

extension Connection.Access {
    fileprivate var flags: Int32 {
        switch self {
        case .writing: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        case .reading: SQLITE_OPEN_READONLY
        case .readingImmutable: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
        }
    }

    /// What `sqlite3_open_v2` is given. A plain path begins with a slash or a dot, so that it is never read as a URI where
    /// SQLite was built to read all names so.
    fileprivate func name(of path: String) -> String {
        let plain = path.utf8.first == UInt8(ascii: "/") ? path : "./" + path
        guard self == .readingImmutable else { return plain }
        var escaped = "file:"
        for byte in plain.utf8 {
            let isSafe = byte > 0x20 && byte < 0x7F && !"%?#".utf8.contains(byte)
            if isSafe {
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                escaped += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return escaped + "?immutable=1"
    }
}
