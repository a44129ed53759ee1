/// One step of the schema: what `Migrations/postgres` holds as a file, embedded for tests and small set-ups.
struct Migration: Sendable {
    /// The name of the plain file.
    let fileName: String
    /// What the file does between `begin` and `commit`, with its variables.
    let sql: String

    /// The names that a file's variables stand for.
    static func variables(schema: String, table: String) -> [String: String] {
        [
            "schema": schema, "table": table, "tags": table + "_tags", "fences": table + "_fences",
            "key_index": table + "_key_hash_idx", "expiry_index": table + "_expires_at_idx",
        ]
    }

    /// The SQL with names in the place of its variables, as psql would put them.
    func sql(quoting: (String) throws(PostgresFailure) -> String, _ names: [String: String]) throws(PostgresFailure)
        -> String
    {
        var text = sql
        for (variable, name) in names { text = text.replacing(":\"\(variable)\"", with: try quoting(name)) }
        return text
    }

    /// All steps, in order.
    static let all = [createCache, addLeases, addTags, addFencingNumbers, createFunctions]
}
