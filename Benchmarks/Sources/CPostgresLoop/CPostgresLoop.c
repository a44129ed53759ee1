#include "CPostgresLoop.h"
#include <arpa/inet.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define DIGEST 32
#define NOW "(extract(epoch from clock_timestamp()) * 1000)::bigint"
#define LIVE "(expires_at is null or expires_at > " NOW ")"
#define UPSERT " on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at, updated_at = now()"

struct postgres_loop {
    PGconn *connection;
    const uint8_t *digests;
    int64_t keys;
    char *value;
    int32_t value_size;
    uint64_t random;
    char *buffer;
};

static const uint8_t *next_key(postgres_loop *loop) {
    loop->random = loop->random * 6364136223846793005ULL + 1442695040888963407ULL;
    return loop->digests + (loop->random >> 33) % (uint64_t)loop->keys * DIGEST;
}

static bool prepare(postgres_loop *loop, const char *name, const char *sql) {
    PGresult *result = PQprepare(loop->connection, name, sql, 0, NULL);
    bool is_done = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    return is_done;
}

postgres_loop *postgres_loop_open(const char *url, const uint8_t *digests, int64_t keys, int32_t value_size) {
    postgres_loop *loop = calloc(1, sizeof *loop);
    loop->connection = PQconnectdb(url);
    loop->digests = digests;
    loop->keys = keys;
    loop->random = 1;
    loop->value_size = value_size;
    /* The binary form of jsonb: a version, and a text in quotes. */
    loop->value = malloc((size_t)value_size + 1);
    memset(loop->value, 'v', (size_t)value_size + 1);
    loop->value[0] = 1;
    loop->value[1] = '"';
    loop->value[value_size] = '"';
    loop->buffer = malloc(1 << 20);
    bool is_ready = PQstatus(loop->connection) == CONNECTION_OK
        && prepare(loop, "get", "select value from cache where key = $1::bytea and " LIVE)
        && prepare(loop, "get_many", "select key, value from cache where key = any($1::bytea[]) and " LIVE)
        && prepare(loop, "set",
            "insert into cache (key, value, expires_at) values ($1::bytea, $2::jsonb, " NOW " + 3600000)" UPSERT)
        && prepare(loop, "set_many",
            "insert into cache (key, value, expires_at) select k, v, " NOW " + 3600000"
            " from unnest($1::bytea[], $2::jsonb[]) as i (k, v)" UPSERT);
    if (is_ready) return loop;
    postgres_loop_close(loop);
    return NULL;
}

void postgres_loop_close(postgres_loop *loop) {
    PQfinish(loop->connection);
    free(loop->value);
    free(loop->buffer);
    free(loop);
}

static bool send_one(postgres_loop *loop, const char *name, bool is_write) {
    const char *values[] = {(const char *)next_key(loop), loop->value};
    int lengths[] = {DIGEST, loop->value_size + 1};
    int formats[] = {1, 1};
    return PQsendQueryPrepared(loop->connection, name, is_write ? 2 : 1, values, lengths, formats, 1);
}

static bool blocking_get(postgres_loop *loop, int64_t operations) {
    for (int64_t i = 0; i < operations; i++) {
        const char *values[] = {(const char *)next_key(loop)};
        int lengths[] = {DIGEST};
        int formats[] = {1};
        PGresult *result = PQexecPrepared(loop->connection, "get", 1, values, lengths, formats, 1);
        bool is_found = PQntuples(result) == 1;
        PQclear(result);
        if (!is_found) return false;
    }
    return true;
}

/* Keeps `in_flight` statements under way, each in a transaction of its own. */
static bool pipelined(postgres_loop *loop, const char *name, bool is_write, int64_t operations, int32_t in_flight) {
    int64_t sent = 0, answered = 0;
    bool is_right = true;
    PQsetnonblocking(loop->connection, 1);
    if (!PQenterPipelineMode(loop->connection)) return false;
    while (answered < operations && is_right) {
        while (sent < operations && sent - answered < in_flight) {
            is_right &= send_one(loop, name, is_write) && PQpipelineSync(loop->connection);
            sent++;
        }
        struct pollfd descriptor = {PQsocket(loop->connection), POLLIN | (PQflush(loop->connection) ? POLLOUT : 0), 0};
        poll(&descriptor, 1, -1);
        is_right &= PQconsumeInput(loop->connection);
        while (is_right && answered < sent && !PQisBusy(loop->connection)) {
            PGresult *result = PQgetResult(loop->connection);
            if (!result) continue;
            ExecStatusType status = PQresultStatus(result);
            if (status == PGRES_PIPELINE_SYNC) answered++;
            else if (status == PGRES_FATAL_ERROR) is_right = false;
            else if (!is_write) is_right &= PQntuples(result) == 1;
            PQclear(result);
        }
    }
    is_right &= PQexitPipelineMode(loop->connection);
    PQsetnonblocking(loop->connection, 0);
    return is_right;
}

bool postgres_loop_get(postgres_loop *loop, int64_t operations, int32_t in_flight) {
    return in_flight ? pipelined(loop, "get", false, operations, in_flight) : blocking_get(loop, operations);
}

bool postgres_loop_set(postgres_loop *loop, int64_t operations, int32_t in_flight) {
    return pipelined(loop, "set", true, operations, in_flight);
}

static char *append_number(char *at, uint32_t number) {
    number = htonl(number);
    memcpy(at, &number, 4);
    return at + 4;
}

static char *append_header(char *at, uint32_t element, int32_t count) {
    at = append_number(append_number(append_number(at, 1), 0), element);
    return append_number(append_number(at, (uint32_t)count), 1);
}

/* Writes an array of random digests; returns how many bytes it takes. Sorted, as rows that many write must be. */
static int compare(const void *left, const void *right) { return memcmp(left, right, DIGEST); }

static int write_keys(postgres_loop *loop, char *start, int32_t count, bool is_distinct, int32_t *written) {
    uint8_t digests[256][DIGEST];
    for (int32_t i = 0; i < count; i++) memcpy(digests[i], next_key(loop), DIGEST);
    qsort(digests, (size_t)count, DIGEST, compare);
    int32_t kept = 0;
    for (int32_t i = 0; i < count; i++)
        if (!is_distinct || i == 0 || compare(digests[i - 1], digests[i])) memcpy(digests[kept++], digests[i], DIGEST);
    char *at = append_header(start, 17, kept);
    for (int32_t i = 0; i < kept; i++) {
        at = append_number(at, DIGEST);
        memcpy(at, digests[i], DIGEST);
        at += DIGEST;
    }
    *written = kept;
    return (int)(at - start);
}

static bool exec_arrays(postgres_loop *loop, const char *name, int count, const char **values, int *lengths) {
    int formats[] = {1, 1};
    PGresult *result = PQexecPrepared(loop->connection, name, count, values, lengths, formats, 1);
    ExecStatusType status = PQresultStatus(result);
    bool is_right = count == 1 ? PQntuples(result) > 0 : status == PGRES_COMMAND_OK;
    PQclear(result);
    return is_right;
}

bool postgres_loop_get_many(postgres_loop *loop, int64_t operations, int32_t per_statement) {
    for (int64_t done = 0; done < operations; done += per_statement) {
        int32_t count;
        int length = write_keys(loop, loop->buffer, per_statement, false, &count);
        const char *values[] = {loop->buffer};
        if (!exec_arrays(loop, "get_many", 1, values, &length)) return false;
    }
    return true;
}

bool postgres_loop_set_many(postgres_loop *loop, int64_t operations, int32_t per_statement) {
    for (int64_t done = 0; done < operations; done += per_statement) {
        int32_t count;
        int lengths[2];
        lengths[0] = write_keys(loop, loop->buffer, per_statement, true, &count);
        char *start = loop->buffer + lengths[0], *at = append_header(start, 3802, count);
        for (int32_t i = 0; i < count; i++) {
            at = append_number(at, (uint32_t)loop->value_size + 1);
            memcpy(at, loop->value, (size_t)loop->value_size + 1);
            at += loop->value_size + 1;
        }
        lengths[1] = (int)(at - start);
        const char *values[] = {loop->buffer, start};
        if (!exec_arrays(loop, "set_many", 2, values, lengths)) return false;
    }
    return true;
}
