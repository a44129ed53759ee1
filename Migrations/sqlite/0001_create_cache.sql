-- The entries of all caches in this file, and the namespaces that keep them apart.
-- Idempotent. Run with: sqlite3 cache.sqlite < 0001_create_cache.sql

-- Only a file without tables takes this one; elsewhere it does nothing.
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = WAL;

BEGIN IMMEDIATE;

CREATE TABLE IF NOT EXISTS namespaces (
    id INTEGER PRIMARY KEY,
    name BLOB NOT NULL UNIQUE
);

-- Times are milliseconds since 1970-01-01T00:00:00Z. `expires_at` is NULL for what never expires. `value` is NULL where
-- there is a lease and no entry. `key` is the UTF-8 of the key, or X'FF' and its SHA-256 where it is longer than 255 bytes;
-- `plain_key` then holds the key itself. `value` comes last, so that the columns before it are read without it. There is
-- no index on `expires_at`: it would double the pages that a write touches; the sweep reads the table a slice at a time.
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

COMMIT;
