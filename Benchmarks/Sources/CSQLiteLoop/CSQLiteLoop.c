#include "CSQLiteLoop.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { key_size = 16 };

struct sqlite_loop {
    sqlite3 *handle;
    sqlite3_stmt *get;
    sqlite3_stmt *set;
    sqlite3_stmt *begin;
    sqlite3_stmt *commit;
    bool same_schema;
    unsigned char *copy;
    int copy_size;
    int64_t keys;
    int64_t calls;
    char (*key_texts)[key_size];
};

static const char *const settings =
    "PRAGMA auto_vacuum = INCREMENTAL;"
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = NORMAL;"
    "PRAGMA journal_size_limit = 16777216;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA wal_autocheckpoint = 4000;"
    "PRAGMA cache_size = -16384;";

static const char *const same_table =
    "CREATE TABLE IF NOT EXISTS cache (id INTEGER PRIMARY KEY, namespace INTEGER NOT NULL, key BLOB NOT NULL,"
    " expires_at INTEGER, accessed_at INTEGER NOT NULL, lease_until INTEGER, lease_token BLOB, tags BLOB,"
    " plain_key BLOB, value BLOB);"
    "CREATE UNIQUE INDEX IF NOT EXISTS cache_namespace_key_idx ON cache (namespace, key);";

static const char *const same_get =
    "SELECT id, expires_at, lease_until, lease_token, tags, value"
    " FROM cache WHERE namespace = ?1 AND key = ?2";

static const char *const same_set =
    "INSERT INTO cache (namespace, key, expires_at, accessed_at, tags, plain_key, value)"
    " VALUES (?1, ?2, ?3, ?4, NULL, NULL, ?5)"
    " ON CONFLICT (namespace, key) DO UPDATE SET expires_at = excluded.expires_at,"
    " accessed_at = excluded.accessed_at, lease_until = NULL, lease_token = NULL, tags = excluded.tags,"
    " value = excluded.value";

static const char *const bare_table =
    "CREATE TABLE IF NOT EXISTS bare (key BLOB NOT NULL UNIQUE, value BLOB NOT NULL, expires_at INTEGER);";

static const char *const bare_get = "SELECT value, expires_at FROM bare WHERE key = ?1";

static const char *const bare_set =
    "INSERT INTO bare (key, value, expires_at) VALUES (?1, ?2, ?3)"
    " ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at";

static bool prepare(struct sqlite_loop *loop, const char *sql, sqlite3_stmt **statement) {
    return sqlite3_prepare_v3(loop->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) == SQLITE_OK;
}

static bool write_keys(struct sqlite_loop *loop, int64_t keys) {
    loop->keys = keys;
    loop->key_texts = malloc((size_t)keys * sizeof *loop->key_texts);
    if (loop->key_texts == NULL) return false;
    for (int64_t number = 0; number < keys; number++) {
        char text[32];
        snprintf(text, sizeof text, "key:%012lld", (long long)number);
        memcpy(loop->key_texts[number], text, key_size);
    }
    return true;
}

struct sqlite_loop *sqlite_loop_open(const char *path, bool same_schema, int64_t keys) {
    struct sqlite_loop *loop = calloc(1, sizeof *loop);
    if (loop == NULL) return NULL;
    loop->same_schema = same_schema;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const bool ready = write_keys(loop, keys)
        && sqlite3_open_v2(path, &loop->handle, flags, NULL) == SQLITE_OK
        && sqlite3_exec(loop->handle, settings, NULL, NULL, NULL) == SQLITE_OK
        && sqlite3_exec(loop->handle, same_schema ? same_table : bare_table, NULL, NULL, NULL) == SQLITE_OK
        && prepare(loop, same_schema ? same_get : bare_get, &loop->get)
        && prepare(loop, same_schema ? same_set : bare_set, &loop->set)
        && prepare(loop, "BEGIN", &loop->begin)
        && prepare(loop, "COMMIT", &loop->commit);
    if (ready) return loop;
    sqlite_loop_close(loop);
    return NULL;
}

static bool run(sqlite3_stmt *statement) {
    const int status = sqlite3_step(statement);
    return sqlite3_reset(statement) == SQLITE_OK && status == SQLITE_DONE;
}

// The time differs from one call to the next: SQLite does not write a page whose bytes stay the same.
static bool set_one(struct sqlite_loop *loop, int64_t number, const void *value, int value_size) {
    const char *key = loop->key_texts[number];
    const int length = key_size;
    const int64_t expires_at = INT64_C(4000000000000) + loop->calls++;
    if (loop->same_schema) {
        sqlite3_bind_int64(loop->set, 1, 1);
        sqlite3_bind_blob(loop->set, 2, key, length, SQLITE_STATIC);
        sqlite3_bind_int64(loop->set, 3, expires_at);
        sqlite3_bind_int64(loop->set, 4, expires_at);
        sqlite3_bind_blob(loop->set, 5, value, value_size, SQLITE_STATIC);
    } else {
        sqlite3_bind_blob(loop->set, 1, key, length, SQLITE_STATIC);
        sqlite3_bind_blob(loop->set, 2, value, value_size, SQLITE_STATIC);
        sqlite3_bind_int64(loop->set, 3, expires_at);
    }
    return run(loop->set);
}

static int64_t pick(struct sqlite_loop *loop, uint64_t *seed) {
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)((*seed >> 33) % (uint64_t)loop->keys);
}

bool sqlite_loop_set(struct sqlite_loop *loop, int64_t count, int per_transaction, int value_size, uint64_t seed) {
    unsigned char *value = malloc((size_t)value_size);
    if (value == NULL) return false;
    memset(value, 'v', (size_t)value_size);
    bool succeeded = true;
    for (int64_t done = 0; done < count && succeeded; done += per_transaction) {
        if (per_transaction > 1) succeeded = run(loop->begin);
        for (int64_t index = done; index < done + per_transaction && index < count && succeeded; index++) {
            succeeded = set_one(loop, seed == 0 ? index % loop->keys : pick(loop, &seed), value, value_size);
        }
        if (per_transaction > 1 && succeeded) succeeded = run(loop->commit);
    }
    free(value);
    return succeeded;
}

static int get_one(struct sqlite_loop *loop, int64_t number) {
    const char *key = loop->key_texts[number];
    const int length = key_size;
    const int value_column = loop->same_schema ? 5 : 0;
    if (loop->same_schema) sqlite3_bind_int64(loop->get, 1, 1);
    sqlite3_bind_blob(loop->get, loop->same_schema ? 2 : 1, key, length, SQLITE_STATIC);
    const int status = sqlite3_step(loop->get);
    if (status == SQLITE_ROW) {
        const int size = sqlite3_column_bytes(loop->get, value_column);
        if (size > loop->copy_size) {
            unsigned char *larger = realloc(loop->copy, (size_t)size);
            if (larger == NULL) return -1;
            loop->copy = larger;
            loop->copy_size = size;
        }
        memcpy(loop->copy, sqlite3_column_blob(loop->get, value_column), (size_t)size);
    }
    sqlite3_reset(loop->get);
    return status == SQLITE_ROW ? 1 : status == SQLITE_DONE ? 0 : -1;
}

int64_t sqlite_loop_get(struct sqlite_loop *loop, int64_t count, int per_transaction, uint64_t seed) {
    int64_t found = 0;
    for (int64_t done = 0; done < count; done++) {
        if (per_transaction > 1 && done % per_transaction == 0 && !run(loop->begin)) return -1;
        const int one = get_one(loop, pick(loop, &seed));
        if (one < 0) return -1;
        found += one;
        const bool is_last = (done + 1) % per_transaction == 0 || done + 1 == count;
        if (per_transaction > 1 && is_last && !run(loop->commit)) return -1;
    }
    return found;
}

void sqlite_loop_close(struct sqlite_loop *loop) {
    if (loop == NULL) return;
    sqlite3_finalize(loop->get);
    sqlite3_finalize(loop->set);
    sqlite3_finalize(loop->begin);
    sqlite3_finalize(loop->commit);
    sqlite3_close(loop->handle);
    free(loop->copy);
    free(loop->key_texts);
    free(loop);
}
