#if __has_include(<hiredis/hiredis.h>)
#include <hiredis/hiredis.h>
#else
#include <hiredis.h>
#endif

// hiredis changed the table of its reader's functions with version 1. The reader is made here, with the table that fits
// the installed version, and tells a sink of one shape what it reads: a reply in prefix order, an array before its elements.

typedef struct strata_reply_sink {
    void *context;
    void (*text)(void *context, int type, const char *bytes, size_t count);
    void (*array)(void *context, long long count);
    void (*integer)(void *context, long long value);
    void (*nil)(void *context);
} strata_reply_sink;

// What hiredis takes for the object that was made. It only asks whether it is NULL.
static inline void *strata_reply_made(const redisReadTask *task) {
    return (void *)task;
}

static inline void *strata_reply_text(const redisReadTask *task, char *bytes, size_t count) {
    strata_reply_sink *sink = (strata_reply_sink *)task->privdata;
    sink->text(sink->context, task->type, bytes, count);
    return strata_reply_made(task);
}

static inline void *strata_reply_integer(const redisReadTask *task, long long value) {
    strata_reply_sink *sink = (strata_reply_sink *)task->privdata;
    sink->integer(sink->context, value);
    return strata_reply_made(task);
}

static inline void *strata_reply_nil(const redisReadTask *task) {
    strata_reply_sink *sink = (strata_reply_sink *)task->privdata;
    sink->nil(sink->context);
    return strata_reply_made(task);
}

static inline void strata_reply_free(void *object) {
    (void)object;
}

#if HIREDIS_MAJOR >= 1
static inline void *strata_reply_array(const redisReadTask *task, size_t count) {
    strata_reply_sink *sink = (strata_reply_sink *)task->privdata;
    sink->array(sink->context, (long long)count);
    return strata_reply_made(task);
}

static inline void *strata_reply_double(const redisReadTask *task, double value, char *bytes, size_t count) {
    (void)value;
    return strata_reply_text(task, bytes, count);
}

static inline void *strata_reply_boolean(const redisReadTask *task, int value) {
    return strata_reply_integer(task, value);
}
#else
static inline void *strata_reply_array(const redisReadTask *task, int count) {
    strata_reply_sink *sink = (strata_reply_sink *)task->privdata;
    sink->array(sink->context, count);
    return strata_reply_made(task);
}
#endif

// Makes a reader that tells `sink`, which must outlive it; NULL when there is no memory.
static inline redisReader *strata_reader_create(strata_reply_sink *sink) {
    static redisReplyObjectFunctions functions = {
        .createString = strata_reply_text,
        .createArray = strata_reply_array,
        .createInteger = strata_reply_integer,
#if HIREDIS_MAJOR >= 1
        .createDouble = strata_reply_double,
        .createBool = strata_reply_boolean,
#endif
        .createNil = strata_reply_nil,
        .freeObject = strata_reply_free,
    };
    redisReader *reader = redisReaderCreateWithFunctions(&functions);
    if (reader == NULL) return NULL;
    reader->privdata = sink;
    // Keeps its buffer between replies instead of giving it back after each.
    reader->maxbuf = 1 << 20;
    return reader;
}

// How many bytes wait for the rest of their reply.
static inline size_t strata_reader_buffered(const redisReader *reader) {
    return reader->len - reader->pos;
}
