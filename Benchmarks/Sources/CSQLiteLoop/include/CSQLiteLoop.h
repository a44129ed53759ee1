#ifndef CSQLITELOOP_H
#define CSQLITELOOP_H

#include <stdbool.h>
#include <stdint.h>

/// A plain loop over SQLite in C: what a cache on it is measured against.
struct sqlite_loop;

/// Opens the file with the same settings as the cache, makes the table, and the texts of so many keys.
///
/// With `same_schema` the table and the statements are those of the cache, otherwise a bare table of keys and values.
/// Returns NULL when anything fails.
struct sqlite_loop *sqlite_loop_open(const char *path, bool same_schema, int64_t keys);

/// Stores `count` entries, `per_transaction` to a transaction: under keys picked by the generator of the benchmark from
/// `seed` on, under one key after another where `seed` is 0. Returns whether all were stored.
bool sqlite_loop_set(struct sqlite_loop *loop, int64_t count, int per_transaction, int value_size, uint64_t seed);

/// Reads `count` entries under keys picked by the generator of the benchmark from `seed` on, `per_transaction` to a
/// transaction, and copies each value. Returns how many were found, -1 when anything fails.
int64_t sqlite_loop_get(struct sqlite_loop *loop, int64_t count, int per_transaction, uint64_t seed);

/// Closes the file.
void sqlite_loop_close(struct sqlite_loop *loop);

#endif
