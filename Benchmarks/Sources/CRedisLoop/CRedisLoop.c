#include "CRedisLoop.h"

#include <hiredis/async.h>
#include <hiredis/hiredis.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

double redis_loop_get(const char *host, int port, const char *prefix, long count) {
    redisContext *context = redisConnect(host, port);
    if (context == NULL || context->err) return -1;
    double start = now();
    for (long i = 0; i < count; i++) {
        redisReply *reply = redisCommand(context, "GET %s%d", prefix, (int)(i % 1000));
        if (reply == NULL || reply->type != REDIS_REPLY_STRING) return -1;
        freeReplyObject(reply);
    }
    double seconds = now() - start;
    redisFree(context);
    return seconds;
}

double redis_loop_mget(const char *host, int port, const char *prefix, long count) {
    redisContext *context = redisConnect(host, port);
    if (context == NULL || context->err) return -1;
    char keys[100][64];
    const char *words[101] = {"MGET"};
    size_t lengths[101] = {4};
    double start = now();
    for (long i = 0; i < count; i += 100) {
        for (int j = 0; j < 100; j++) {
            lengths[j + 1] = (size_t)snprintf(keys[j], sizeof keys[j], "%s%d", prefix, (int)((i + j) % 1000));
            words[j + 1] = keys[j];
        }
        redisReply *reply = redisCommandArgv(context, 101, words, lengths);
        if (reply == NULL || reply->type != REDIS_REPLY_ARRAY || reply->elements != 100) return -1;
        freeReplyObject(reply);
    }
    double seconds = now() - start;
    redisFree(context);
    return seconds;
}

// The loop of the asynchronous client: poll, and the two flags that hiredis sets.

typedef struct {
    redisAsyncContext *context;
    const char *prefix;
    const char *value;
    size_t size;
    long sent, answered, count;
    int reads, writes, failed;
} work;

static void add_read(void *data) { ((work *)data)->reads = 1; }
static void del_read(void *data) { ((work *)data)->reads = 0; }
static void add_write(void *data) { ((work *)data)->writes = 1; }
static void del_write(void *data) { ((work *)data)->writes = 0; }

static void send_next(work *work);

static void answered(redisAsyncContext *context, void *reply, void *data) {
    (void)context;
    work *work = data;
    redisReply *answer = reply;
    int wanted = work->size == 0 ? REDIS_REPLY_STRING : REDIS_REPLY_STATUS;
    if (answer == NULL || answer->type != wanted) {
        work->failed = 1;
        return;
    }
    work->answered++;
    if (work->sent < work->count) send_next(work);
}

static void send_next(work *work) {
    int key = (int)(work->sent++ % 1000);
    if (work->size == 0) {
        redisAsyncCommand(work->context, answered, work, "GET %s%d", work->prefix, key);
    } else {
        redisAsyncCommand(
            work->context, answered, work, "SET %s%d %b PX 3600000", work->prefix, key, work->value, work->size);
    }
}

double redis_loop_async(const char *host, int port, const char *prefix, long count, int flight, int size) {
    char *value = malloc((size_t)size + 1);
    if (value == NULL) return -1;
    memset(value, 'x', (size_t)size);
    work work = {redisAsyncConnect(host, port), prefix, value, (size_t)size, 0, 0, count, 0, 0, 0};
    if (work.context == NULL || work.context->err) return -1;
    work.context->ev.data = &work;
    work.context->ev.addRead = add_read;
    work.context->ev.delRead = del_read;
    work.context->ev.addWrite = add_write;
    work.context->ev.delWrite = del_write;
    work.writes = 1;
    double start = now();
    for (int i = 0; i < flight; i++) send_next(&work);
    while (work.answered < count && !work.failed) {
        short events = (short)((work.reads ? POLLIN : 0) | (work.writes ? POLLOUT : 0));
        struct pollfd descriptor = {work.context->c.fd, events, 0};
        if (poll(&descriptor, 1, 10000) <= 0) return -1;
        if (descriptor.revents & (POLLOUT | POLLERR)) redisAsyncHandleWrite(work.context);
        if (descriptor.revents & (POLLIN | POLLHUP)) redisAsyncHandleRead(work.context);
    }
    double seconds = now() - start;
    if (work.failed) return -1;
    redisAsyncFree(work.context);
    free(value);
    return seconds;
}
