import CSQLite

/// A prepared statement of one connection, which finalizes it.
///
/// Indices of parameters begin at 1, those of columns at 0, as in SQLite.
@safe struct Statement {
    private let handle: OpaquePointer
    private let connection: OpaquePointer

    init(_ handle: OpaquePointer, of connection: OpaquePointer) {
        unsafe self.handle = handle
        unsafe self.connection = connection
    }

    func bind(_ index: Int32, _ number: Int64) throws(SQLiteFailure) {
        try check(unsafe sqlite3_bind_int64(handle, index, number))
    }

    func bind(_ index: Int32, _ number: Int64?) throws(SQLiteFailure) {
        guard let number else { return try check(unsafe sqlite3_bind_null(handle, index)) }
        try bind(index, number)
    }

    /// Binds a copy of `bytes`; nil binds NULL.
    func bind(_ index: Int32, _ bytes: [UInt8]?) throws(SQLiteFailure) {
        guard let bytes else { return try check(unsafe sqlite3_bind_null(handle, index)) }
        guard !bytes.isEmpty else { return try check(unsafe sqlite3_bind_zeroblob(handle, index, 0)) }
        let status = unsafe bytes.withUnsafeBytes {
            unsafe sqlite3_bind_blob64(handle, index, $0.baseAddress, UInt64($0.count), Self.copies)
        }
        try check(status)
    }

    /// Binds `bytes` themselves, without a copy, for as long as `body` runs. The statement must not be stepped afterwards
    /// before something else was bound.
    func withBound<Outcome>(
        _ index: Int32,
        _ bytes: [UInt8],
        _ body: () throws(SQLiteFailure) -> Outcome
    ) throws(SQLiteFailure) -> Outcome {
        try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(SQLiteFailure) -> Outcome in
            let status = unsafe sqlite3_bind_blob64(handle, index, buffer.baseAddress, UInt64(buffer.count), nil)
            try check(status)
            return try body()
        }
    }

    /// Runs to the next row.
    ///
    /// - Returns: Whether there is one.
    func step() throws(SQLiteFailure) -> Bool {
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let status: throw unsafe SQLiteFailure(status, of: connection)
        }
    }

    /// Runs to the end and makes the statement ready for its next use.
    func run() throws(SQLiteFailure) {
        defer { reset() }
        while try step() {}
    }

    /// Ends the run: locks and values are given back. An error that the run ended with was thrown already.
    func reset() {
        unsafe sqlite3_reset(handle)
    }

    func finalize() {
        unsafe sqlite3_finalize(handle)
    }

    func isNull(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    func integer(_ column: Int32) -> Int64 {
        unsafe sqlite3_column_int64(handle, column)
    }

    func optionalInteger(_ column: Int32) -> Int64? {
        isNull(column) ? nil : integer(column)
    }

    /// A copy of the bytes; empty for NULL.
    func bytes(_ column: Int32) -> [UInt8] {
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        guard count > 0, let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    func optionalBytes(_ column: Int32) -> [UInt8]? {
        isNull(column) ? nil : bytes(column)
    }

    /// `SQLITE_TRANSIENT`: SQLite takes a copy of what is bound.
    private static let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private func check(_ status: Int32) throws(SQLiteFailure) {
        guard status == SQLITE_OK else { throw unsafe SQLiteFailure(status, of: connection) }
    }
}
