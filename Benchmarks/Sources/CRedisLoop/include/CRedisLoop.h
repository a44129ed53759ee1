#ifndef STRATA_C_REDIS_LOOP_H
#define STRATA_C_REDIS_LOOP_H

// What hiredis does alone, without Swift: the baseline of RedisBenchmark. Each returns the seconds that `count` commands took
// on one connection, or a negative number when something failed. Keys are `<prefix>0` to `<prefix>999`; values have `size`
// bytes.

// A blocking GET after another.
double redis_loop_get(const char *host, int port, const char *prefix, long count);

// A blocking MGET of 100 keys after another; `count` is the number of keys.
double redis_loop_mget(const char *host, int port, const char *prefix, long count);

// The asynchronous client with `flight` commands under way: GET, or SET ... PX when `size` is not 0.
double redis_loop_async(const char *host, int port, const char *prefix, long count, int flight, int size);

#endif
