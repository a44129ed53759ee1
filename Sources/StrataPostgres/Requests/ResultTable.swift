import CPostgres

/// What a statement came to: rows of columns in binary form.
///
/// `@unchecked Sendable`: libpq does not change a result once it is complete, and reading it from many threads is safe
/// ("Behavior in Threaded Programs" in its manual).
@safe final class ResultTable: @unchecked Sendable {
    private let result: OpaquePointer

    /// Takes over a result.
    init(_ result: OpaquePointer) {
        unsafe self.result = result
    }

    deinit {
        unsafe PQclear(result)
    }

    /// How many rows there are.
    var count: Int { Int(unsafe PQntuples(result)) }

    /// The rows.
    var rows: [ResultRow] { (0..<count).map { ResultRow(table: self, index: $0) } }

    /// The first row.
    var first: ResultRow? { count > 0 ? ResultRow(table: self, index: 0) : nil }

    /// The rows by the digest in their first column.
    func rowsByKey() -> [KeyDigest: ResultRow] {
        var rows: [KeyDigest: ResultRow] = [:]
        rows.reserveCapacity(count)
        for index in 0..<count {
            guard let key = unsafe withBytes(row: index, column: 0, { unsafe KeyDigest(bytes: $0) }) ?? nil else {
                continue
            }
            rows[key] = ResultRow(table: self, index: index)
        }
        return rows
    }

    /// How many rows the statement changed.
    var changes: Int { Int(unsafe String(cString: PQcmdTuples(result))) ?? 0 }

    /// Whether it is an error, or what came after one.
    var isFailure: Bool {
        [PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE, PGRES_PIPELINE_ABORTED].contains(status)
    }

    var status: ExecStatusType { unsafe PQresultStatus(result) }

    /// Why the statement failed.
    var failure: PostgresFailure {
        let whole = unsafe String(cString: PQresultErrorMessage(result))
        return PostgresFailure(
            sqlState: field(strata_pg_diag_sqlstate),
            message: field(strata_pg_diag_message_primary) ?? whole
        )
    }

    private func field(_ code: Int32) -> String? {
        unsafe PQresultErrorField(result, code).map { unsafe String(cString: $0) }
    }

    /// Calls `body` with the bytes of a value; nil for null.
    func withBytes<Outcome>(row: Int, column: Int, _ body: (UnsafeRawBufferPointer) -> Outcome) -> Outcome? {
        guard unsafe PQgetisnull(result, CInt(row), CInt(column)) == 0,
            let start = unsafe PQgetvalue(result, CInt(row), CInt(column))
        else { return nil }
        let count = Int(unsafe PQgetlength(result, CInt(row), CInt(column)))
        return unsafe body(UnsafeRawBufferPointer(start: start, count: count))
    }
}
