#pragma once
#include <stdbool.h>
#include <stdint.h>

/* A program in C on libpq, to measure beside. Keys are digests of 32 bytes, one behind the other. */
typedef struct postgres_loop postgres_loop;

postgres_loop *postgres_loop_open(const char *url, const uint8_t *digests, int64_t keys, int32_t value_size);
void postgres_loop_close(postgres_loop *loop);

/* Reads random keys, one a statement, with so many statements in flight; 0 for blocking calls. False on any failure. */
bool postgres_loop_get(postgres_loop *loop, int64_t operations, int32_t in_flight);
/* Stores random keys, one a statement and transaction, with so many in flight. */
bool postgres_loop_set(postgres_loop *loop, int64_t operations, int32_t in_flight);
/* Reads random keys, so many a statement. */
bool postgres_loop_get_many(postgres_loop *loop, int64_t operations, int32_t per_statement);
/* Stores random keys, so many a statement. */
bool postgres_loop_set_many(postgres_loop *loop, int64_t operations, int32_t per_statement);
