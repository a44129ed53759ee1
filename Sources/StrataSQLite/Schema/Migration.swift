/// One step of the schema: what `Migrations/sqlite` holds as a file, embedded.
struct Migration {
    /// The version that the file has afterwards.
    let version: Int64
    /// The name of the plain file.
    let fileName: String
    /// What runs in one transaction.
    let sql: String

    /// "Stra" in ASCII: what marks a file as a cache of ours, in SQLite's `application_id`.
    static let applicationID: Int64 = 0x5374_7261

    /// The version that this library reads and writes.
    static var newest: Int64 { all.last?.version ?? 0 }

    static let all = [
        Migration(
            version: 1,
            fileName: "0001_create_cache.sql",
            sql: """
                CREATE TABLE IF NOT EXISTS namespaces (
                    id INTEGER PRIMARY KEY,
                    name BLOB NOT NULL UNIQUE
                );
                CREATE TABLE IF NOT EXISTS cache (
                    id INTEGER PRIMARY KEY,
                    namespace INTEGER NOT NULL,
                    key BLOB NOT NULL,
                    expires_at INTEGER,
                    accessed_at INTEGER NOT NULL,
                    lease_until INTEGER,
                    lease_token BLOB,
                    tags BLOB,
                    plain_key BLOB,
                    value BLOB
                );
                CREATE UNIQUE INDEX IF NOT EXISTS cache_namespace_key_idx ON cache (namespace, key);
                PRAGMA application_id = 0x53747261;
                PRAGMA user_version = 1;
                """
        ),
        Migration(
            version: 2,
            fileName: "0002_create_tags_and_sequences.sql",
            sql: """
                CREATE TABLE IF NOT EXISTS tags (
                    id INTEGER PRIMARY KEY,
                    namespace INTEGER NOT NULL,
                    name BLOB NOT NULL,
                    version INTEGER NOT NULL,
                    UNIQUE (namespace, name)
                );
                CREATE TABLE IF NOT EXISTS sequences (
                    id INTEGER PRIMARY KEY,
                    name BLOB NOT NULL UNIQUE,
                    value INTEGER NOT NULL
                );
                PRAGMA user_version = 2;
                """
        ),
    ]
}
