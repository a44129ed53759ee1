-- The versions of tags, and the numbers that must only grow.
-- Idempotent. Run with: sqlite3 cache.sqlite < 0002_create_tags_and_sequences.sql

BEGIN IMMEDIATE;

-- `version` holds 64 bits that are read as unsigned.
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

COMMIT;
