/// The names of a cache's tables, quoted by libpq, fit to be put into a statement.
struct QuotedNames: Sendable {
    /// The table of the entries.
    let table: String
    /// The table of the tags' versions.
    let tags: String
    /// What functions are called through: a schema with a dot behind it, or nothing.
    let schemaPrefix: String

    /// The table's bare name, as a string literal.
    let tableLiteral: String
    /// ``table``, ``tags``, the sequence of fencing numbers and ``schemaPrefix``, as string literals.
    let relation: String
    let tagsRelation: String
    let fences: String
    let schemaLiteral: String

    init(schema: String?, table: String, on connection: Connection) throws(PostgresFailure) {
        var prefix = ""
        if let schema { prefix = try connection.quoted(identifier: schema) + "." }
        schemaPrefix = prefix
        self.table = prefix + (try connection.quoted(identifier: table))
        tags = prefix + (try connection.quoted(identifier: table + "_tags"))
        let sequence = prefix + (try connection.quoted(identifier: table + "_fences"))
        tableLiteral = try connection.quoted(literal: table)
        relation = try connection.quoted(literal: self.table)
        tagsRelation = try connection.quoted(literal: tags)
        fences = try connection.quoted(literal: sequence)
        schemaLiteral = try connection.quoted(literal: prefix)
    }
}
