import StrataCore

/// What of the schema is there, told by the tables themselves.
struct SchemaCheck: Sendable {
    private let isUTF8: Bool
    /// Whether the work of each migration is there.
    private let isApplied: [Bool]

    init(_ row: ResultRow?) {
        isUTF8 = row?.boolean(0) ?? false
        isApplied = Migration.all.indices.map { row?.boolean($0 + 1) ?? false }
    }

    /// What keeps the cache from opening; nil when nothing does.
    var failure: CacheError? {
        guard isUTF8 else {
            let message = "the database's encoding is not UTF8"
            return CacheError(.invalidConfiguration, backend: "postgres", message: message)
        }
        guard let index = isApplied.firstIndex(of: false) else { return nil }
        return Self.missing(Migration.all[index], because: "its work is not there")
    }

    static func missing(_ migration: Migration, because reason: String) -> CacheError {
        let message = "apply Migrations/postgres/\(migration.fileName): \(reason)"
        return CacheError(.schemaMismatch, backend: "postgres", message: message)
    }

    /// Asks for all of it in one row.
    static func query(_ names: QuotedNames) -> String {
        func has(_ columns: [String]) -> String {
            let list = columns.map { "'\($0)'" }.joined(separator: ", ")
            return """
                (select count(*) = \(columns.count) from pg_catalog.pg_attribute
                where attrelid = to_regclass(\(names.relation)) and not attisdropped
                    and attname || ' ' || format_type(atttypid, atttypmod) in (\(list)))
                """
        }
        let functions = ["strata_channel(text)", "strata_remove(text, text)", "strata_invalidate_tag(text, text)"]
            .map { "to_regprocedure(\(names.schemaLiteral) || '\($0)') is not null" }
        return """
            select current_setting('server_encoding') = 'UTF8',
                \(has(["key bytea", "plain_key text", "value jsonb", "expires_at bigint"])),
                \(has(["lease_token bytea", "lease_until bigint"])),
                \(has(["tag_keys bytea[]", "tag_versions bigint[]"])) and to_regclass(\(names.tagsRelation)) is not null,
                to_regclass(\(names.fences)) is not null,
                \(functions.joined(separator: " and "))
            """
    }

    /// Asks whether the table holds seconds.
    static func secondsQuery(_ names: QuotedNames) -> String {
        "select exists (select from \(names.table) where expires_at between 1 and 99999999999)"
    }
}
