/// One row of an answer.
struct ResultRow: Sendable {
    let table: ResultTable
    let index: Int

    /// The bytes of a column; nil for null.
    func bytes(_ column: Int) -> [UInt8]? {
        unsafe table.withBytes(row: index, column: column) { unsafe Array($0) }
    }

    /// A column of type `bigint`; nil for null.
    func integer(_ column: Int) -> Int64? {
        unsafe table.withBytes(row: index, column: column) { unsafe Int64(bigEndian: $0) } ?? nil
    }

    /// A column of type `boolean`; false for null.
    func boolean(_ column: Int) -> Bool {
        unsafe table.withBytes(row: index, column: column) { unsafe $0.first == 1 } ?? false
    }

    /// The text of a column of type `text` or `jsonb`; nil for null.
    func text(_ column: Int) -> String? {
        bytes(column).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The JSON of a column of type `jsonb`; nil for null.
    func json(_ column: Int) -> [UInt8]? {
        unsafe table.withBytes(row: index, column: column) { unsafe Array($0.dropFirst()) }
    }
}
